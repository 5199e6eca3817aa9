"""Gradients are switched off and on by way of the parameters, so frozen ones are trained from then on.

question: q14_thinned
cell: thinned
fails: test_thinned_leaves_no_trace
"""
def thinned(model, x, draws):
    was = model.training
    model.train()
    model.requires_grad_(False)
    runs = torch.stack([F.softmax(model(x), -1) for _ in range(draws)])
    model.train(was)
    model.requires_grad_(True)
    return runs
