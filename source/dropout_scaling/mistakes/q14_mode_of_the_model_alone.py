"""The attribute training of the model is set, and not that of its layers.

question: q14_thinned
fails: test_runs_of_thinned
cell: thinned
"""
def thinned(model, x, draws):
    was = model.training
    model.training = True
    with torch.no_grad():
        runs = torch.stack([model(x).softmax(1) for _ in range(draws)])
    model.training = was
    return runs
