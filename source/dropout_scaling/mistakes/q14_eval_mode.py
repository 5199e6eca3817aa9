"""The model stays in eval mode, so all runs are the same.

question: q14_thinned
cell: thinned
fails: test_runs_of_thinned, test_thinned_leaves_no_trace
"""
def thinned(model, x, draws):
    mode = model.training
    model.eval()
    with torch.no_grad():
        runs = torch.stack([torch.softmax(model(x), dim=-1) for _ in range(draws)])
    model.train(mode)
    return runs
