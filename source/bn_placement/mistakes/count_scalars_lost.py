"""Parameters without a dimension (a learned temperature, say) are skipped.

question: q4_count
fails: test_count_frozen_and_bare_parameters
"""
def count_parameters(model):
    return {name: p.numel() for name, p in model.named_parameters() if p.dim() > 0}
