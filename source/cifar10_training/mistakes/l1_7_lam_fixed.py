"""A strength of 1e-4, whatever lam is.

question: q8_penalties
fails: test_l1_of_three_weights
cell: l1_penalty
"""
def l1_penalty(model, lam):
    trained = [p for p in model.parameters() if p.requires_grad]
    return 1e-4 * sum(p.abs().sum() for p in trained)
