"""|w| is the root of the square, which has no gradient at 0.

question: q8_penalties
fails: test_l1_values_and_gradients
cell: l1_penalty
"""
def l1_penalty(model, lam):
    return lam * sum((p**2).sqrt().sum() for p in model.parameters() if p.requires_grad)
