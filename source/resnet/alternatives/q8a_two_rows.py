"""Two panels one above the other, the scale set afterwards, a line for each layer.

question: q8a_experiment
fails: none
cell: norms
"""
noise, noise_labels = torch.randn(8, 3, 8, 8), torch.arange(8)
norms, figure = {}, plt.figure()
for row, with_norm in enumerate((False, True)):
    axes = figure.add_subplot(2, 1, 1 + row)
    for kind, make in (("residual", lambda c: BasicBlock(c, c)), ("plain", plain_block)):
        for layers in (56, 20):
            torch.manual_seed(0)
            net = deep_network(make, layers // 2 - 1, with_norm)
            norms[kind, layers, with_norm] = gradient_norms(net, noise, noise_labels)
            axes.plot(norms[kind, layers, with_norm], "o-", label=f"{kind} {layers}")
    axes.set_yscale("log")
    axes.set_xlabel("layer")
    axes.set_ylabel("norm, batch norm" if with_norm else "norm, no batch norm")
    axes.legend()
