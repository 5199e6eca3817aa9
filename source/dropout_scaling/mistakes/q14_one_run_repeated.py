"""One run is repeated.

question: q14_thinned
cell: thinned
fails: test_runs_of_thinned, test_thinned_leaves_no_trace
"""
def thinned(model, x, draws):
    mode = model.training
    model.train()
    with torch.no_grad():
        runs = torch.softmax(model(x), dim=-1).expand(draws, -1, -1)
    model.train(mode)
    return runs
