"""A root of the squares plus a constant: the gradient is not the sign near 0.

question: q8_penalties
fails: test_l1_of_three_weights
cell: l1_penalty
"""
def l1_penalty(model, lam):
    trained = [p for p in model.parameters() if p.requires_grad]
    return lam * sum((p**2 + 1e-2).sqrt().sum() for p in trained)
