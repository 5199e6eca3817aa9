"""Parameters of layers alone count, and not those that the model holds itself.

question: q8_penalties
fails: test_l1_of_odd_parameters
cell: l1_penalty
"""
def l1_penalty(model, lam):
    total = 0.0
    for layer in model.modules():
        if not list(layer.children()):
            total = total + sum(p.abs().sum() for p in layer.parameters() if p.requires_grad)
    return lam * total
