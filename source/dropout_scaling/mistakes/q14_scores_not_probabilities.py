"""The scores are returned without a softmax.

question: q14_thinned
cell: thinned
fails: test_shapes_of_the_experiment, test_runs_of_thinned
"""
def thinned(model, x, draws):
    mode = model.training
    model.train()
    with torch.no_grad():
        runs = torch.stack([model(x) for _ in range(draws)])
    model.train(mode)
    return runs
