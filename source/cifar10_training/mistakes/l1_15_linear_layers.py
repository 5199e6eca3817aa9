"""Linear layers only.

question: q8_penalties
fails: test_l1_of_odd_parameters
cell: l1_penalty
"""
def l1_penalty(model, lam):
    return lam * sum(m.weight.abs().sum() for m in model.modules() if isinstance(m, nn.Linear))
