"""Frozen parameters count, too.

question: q8_penalties
fails: test_l1_of_odd_parameters
cell: l1_penalty
"""
def l1_penalty(model, lam):
    trained = [p for p in model.parameters()]
    return lam * sum(p.abs().sum() for p in trained)
