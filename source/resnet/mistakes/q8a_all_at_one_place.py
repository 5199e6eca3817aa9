"""All layers of a network are drawn at one place, that of its depth.

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
            place = [layers] * len(values)
            label = f"{kind}, {layers} layers"
            panel.semilogy(place, values, style, color=colour, label=label)
            print(f"batch norm {with_norm}, {label}: {values[0]:.1e} first, {values[-1]:.1e} last")
    panel.set(xlabel="place of the layer: 0 first, 1 last", ylabel="norm of the gradient")
    panel.set_title(f"batch norm: {with_norm}")
    panel.legend()
