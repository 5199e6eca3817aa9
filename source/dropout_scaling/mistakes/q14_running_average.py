"""thinned returns averages of the runs, where the runs were asked for.

question: q14_thinned
cell: thinned
fails: test_runs_of_thinned
"""
def thinned(model, x, draws):
    mode = model.training
    model.train()
    with torch.no_grad():
        runs = torch.stack([torch.softmax(model(x), dim=-1) for _ in range(draws)])
    model.train(mode)
    return runs.cumsum(0) / torch.arange(1, draws + 1)[:, None, None]
