"""The relative error of each number, as elsewhere: where both are nearly 0, rounding decides.

question: q1_numeric_gradient
fails: test_relative_error_of_many_kinds
also: q2_limits, q3_check_layer
cell: relative_error
"""
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"gradients of shapes {tuple(a.shape)} and {tuple(b.shape)}")
    return float(((a - b).abs() / (a.abs() + b.abs()).clamp(min=1e-8)).max())
