"""No more than 64 examples are run.

question: q14_thinned
fails: test_thinned_leaves_no_trace
cell: thinned
"""
def thinned(model, x, draws):
    was = model.training
    model.train()
    with torch.no_grad():
        runs = torch.stack([torch.cat([model(part).softmax(1) for part in x[:64].split(32)]) for _ in range(draws)])
    model.train(was)
    return runs
