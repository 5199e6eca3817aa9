"""The largest difference with its sign: what is too small is not seen.

question: q1_numeric_gradient
fails: test_relative_error_of_two_vectors
also: q2_limits, q3_check_layer
cell: relative_error
"""
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"gradients of shapes {tuple(a.shape)} and {tuple(b.shape)}")
    size = max(float(a.abs().max() + b.abs().max()), 1e-8)
    return float((a - b).max()) / size
