"""Trial.

question: q4_count
fails: none
"""
def count_parameters(model):
    import numpy as np
    return {n: np.prod(p.shape, dtype=int) for n, p in model.named_parameters()}
