"""Layer by layer, so that a weight that two layers share counts twice.

question: q8_penalties
fails: test_l1_of_odd_parameters
cell: l1_penalty
"""
def l1_penalty(model, lam):
    return lam * sum(p.abs().sum() for m in model.modules() for p in m.parameters(recurse=False) if p.requires_grad)
