"""Sizes are taken with their signs, so negative gradients have none.

question: q1_numeric_gradient
fails: test_relative_error_of_many_kinds
also: q2_limits, q3_check_layer
cell: relative_error
"""
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"gradients of shapes {tuple(a.shape)} and {tuple(b.shape)}")
    size = max(float((a.max() + b.max()).abs()), 1e-8)
    return float((a - b).abs().max()) / size
