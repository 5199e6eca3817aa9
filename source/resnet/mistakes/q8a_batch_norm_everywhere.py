"""The argument batch_norm is forgotten: all networks have it.

question: q8a_experiment
fails: test_figure_shows_the_norms
cell: norms
"""
torch.manual_seed(0)
noise, noise_labels = torch.randn(16, 3, 16, 16), torch.randint(10, (16,))
norms = {}
blocks_of = {"plain": plain_block, "residual": lambda channels: BasicBlock(channels, channels)}
figure, panels = plt.subplots(1, 2, figsize=(11, 3.6), layout="constrained")
for panel, with_norm in zip(panels, (True, False)):
    for kind in ("plain", "residual"):
        for layers in (20, 56):
            torch.manual_seed(0)
            net = deep_network(blocks_of[kind], (layers - 2) // 2)
            values = norms[kind, layers, with_norm] = gradient_norms(net, noise, noise_labels)
            panel.semilogy(range(len(values)), values, label=f"{kind}, {layers} layers")
    panel.set(xlabel="layer", ylabel="norm of the gradient")
    panel.legend()
