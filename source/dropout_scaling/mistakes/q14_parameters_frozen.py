"""Gradients are switched off in the parameters, for good.

question: q14_thinned
cell: thinned
fails: test_thinned_leaves_no_trace
hint: `requires_grad = False` stays in the model when you are done. `torch.no_grad()` ends by itself.
"""
def thinned(model, x, draws):
    was = model.training
    model.train()
    for parameter in model.parameters():
        parameter.requires_grad = False
    out = torch.stack([model(x).softmax(-1) for _ in range(draws)])
    model.train(was)
    return out
