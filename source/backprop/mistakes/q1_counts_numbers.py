"""Only the numbers of numbers are compared, not the shapes.

question: q1_numeric_gradient
fails: test_relative_error_of_two_vectors, test_relative_error_of_many_kinds
also: q2_limits, q3_check_layer
cell: relative_error
"""
def relative_error(a, b):
    if a.numel() != b.numel():
        raise ValueError(f"gradients of shapes {tuple(a.shape)} and {tuple(b.shape)}")
    a, b = a.reshape(-1), b.reshape(-1)
    size = max(float(a.abs().max() + b.abs().max()), 1e-8)
    return float((a - b).abs().max()) / size
