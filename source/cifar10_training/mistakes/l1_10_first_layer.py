"""The first parameter only.

question: q8_penalties
fails: test_l1_values_and_gradients
cell: l1_penalty
"""
def l1_penalty(model, lam):
    trained = [p for p in model.parameters() if p.requires_grad]
    return lam * sum(p.abs().sum() for p in trained[:1])
