"""Frozen parameters are left out.

question: q4_count
fails: test_count_frozen_and_bare_parameters
"""
def count_parameters(model):
    return {name: p.numel() for name, p in model.named_parameters() if p.requires_grad}
