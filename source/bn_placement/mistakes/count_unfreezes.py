"""Frozen parameters are unfrozen so that they count.

question: q4_count
fails: test_count_frozen_and_bare_parameters
"""
def count_parameters(model):
    model.requires_grad_(True)
    return {name: p.numel() for name, p in model.named_parameters() if p.requires_grad}
