"""Only tensors of one dimension.

question: q8_penalties
fails: test_l1_of_three_weights
cell: l1_penalty
"""
def l1_penalty(model, lam):
    trained = [p for p in model.parameters() if p.requires_grad and p.dim() == 1]
    return lam * sum(p.abs().sum() for p in trained)
