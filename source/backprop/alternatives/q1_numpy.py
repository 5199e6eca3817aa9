"""NumPy's norm.

question: q1_numeric_gradient
cell: relative_error
fails: none
"""
def relative_error(a, b):
    import numpy as np

    a, b = np.asarray(a.detach()), np.asarray(b.detach())
    if a.shape != b.shape:
        raise ValueError(f"{a.shape} is not {b.shape}")
    sizes = [np.abs(v).max(initial=0.0) for v in (a, b, a - b)]
    return sizes[2] / np.maximum(sizes[0] + sizes[1], 1e-8)
