"""Nobody can tell the lines apart: there is no legend.

question: q8a_experiment
fails: test_figure_shows_the_norms
cell: norms
"""
torch.manual_seed(0)
noise, noise_labels = torch.randn(16, 3, 16, 16), torch.randint(10, (16,))
norms = {}
figure = None
blocks_of = {"plain": plain_block, "residual": lambda channels: BasicBlock(channels, channels)}
figure, panels = plt.subplots(1, 2, figsize=(11, 3.6), layout="constrained")
for panel, with_norm in zip(panels, (True, False)):
    for kind, colour in (("plain", "#0072b2"), ("residual", "#cb181d")):
        for layers, style in ((20, "--"), (56, "-")):
            torch.manual_seed(0)
            net = deep_network(blocks_of[kind], (layers - 2) // 2, batch_norm=with_norm)
            values = norms[kind, layers, with_norm] = gradient_norms(net, noise, noise_labels)
            place = torch.linspace(0, 1, len(values))
            label = f"{kind}, {layers} layers"
            panel.semilogy(place, values, style, color=colour, label=label)
            ratio = values[0] / values[-1]
            print(f"batch norm {with_norm}, {label}: first {values[0]:.1e}, ratio {ratio:.1e}")
    panel.set_title("with batch norm" if with_norm else "without batch norm")
    panel.set(xlabel="place of the layer: 0 first, 1 last", ylabel="norm of the gradient")
plt.show()
