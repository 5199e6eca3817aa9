"""The sum is kept for each model.

question: q8_penalties
fails: test_l1_values_and_gradients
cell: l1_penalty
"""
_sums = {}


def l1_penalty(model, lam):
    if id(model) not in _sums:
        _sums[id(model)] = sum(p.abs().sum() for p in model.parameters() if p.requires_grad)
    return lam * _sums[id(model)]
