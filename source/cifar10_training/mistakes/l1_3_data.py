"""Computed of .data: no gradient flows.

question: q8_penalties
fails: test_l1_of_three_weights
cell: l1_penalty
"""
def l1_penalty(model, lam):
    trained = [p for p in model.parameters() if p.requires_grad]
    return lam * sum(p.data.abs().sum() for p in trained)
