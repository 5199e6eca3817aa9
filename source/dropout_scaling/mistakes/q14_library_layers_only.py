"""Only layers of the type nn.Dropout are switched on, which the lab's own layer is not.

question: q14_thinned
cell: thinned
fails: test_runs_of_thinned
"""
def thinned(model, x, draws):
    layers = [m for m in model.modules() if isinstance(m, nn.Dropout)]
    modes = [m.training for m in layers]
    for m in layers:
        m.train()
    with torch.no_grad():
        runs = [model(x).softmax(dim=1) for _ in range(draws)]
    for m, mode in zip(layers, modes):
        m.train(mode)
    return torch.stack(runs)
