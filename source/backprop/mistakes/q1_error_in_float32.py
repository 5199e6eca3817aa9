"""Subtracts in float32, so that an error below 1e-7 is noise or nothing.

question: q1_numeric_gradient
fails: test_relative_error_of_many_kinds
cell: relative_error
"""
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"gradients of shapes {tuple(a.shape)} and {tuple(b.shape)}")
    a, b = a.float(), b.float()
    size = max(float(a.abs().max() + b.abs().max()), 1e-8)
    return float((a - b).abs().max()) / size
