"""The weights are the tensors of two and of four dimensions.

question: q8_penalties
fails: test_l1_of_odd_parameters
cell: l1_penalty
"""
def l1_penalty(model, lam):
    return lam * sum(p.abs().sum() for p in model.parameters() if p.requires_grad and p.ndim in (2, 4))
