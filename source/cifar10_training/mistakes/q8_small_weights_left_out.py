"""Weights below 0.001 are taken for zeros.

question: q8_penalties
fails: test_l1_values_and_gradients
cell: l1_penalty
"""
def l1_penalty(model, lam):
    return lam * sum(p[p.abs() > 1e-3].abs().sum() for p in model.parameters() if p.requires_grad)
