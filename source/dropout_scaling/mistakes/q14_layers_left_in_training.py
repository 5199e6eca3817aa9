"""Dropout layers are found by the name of their class and left in training mode.

question: q14_thinned
fails: test_thinned_leaves_no_trace
cell: thinned
"""
def thinned(model, x, draws):
    was = model.training
    for m in model.modules():
        if "Dropout" in type(m).__name__:
            m.train()
    with torch.no_grad():
        runs = torch.stack([model(x).softmax(1) for _ in range(draws)])
    model.training = was
    return runs
