"""No more than 100 networks are drawn.

question: q14_thinned
fails: test_thinned_leaves_no_trace
cell: thinned
"""
def thinned(model, x, draws):
    was_training = model.training
    model.train()
    with torch.no_grad():
        runs = [model(x).softmax(dim=1) for _ in range(min(draws, 100))]
    model.train(was_training)
    return torch.stack(runs)
