"""Python's max lets NaN fall under the table.

question: q1_numeric_gradient
fails: test_relative_error_of_many_kinds
also: q2_limits, q3_check_layer
cell: relative_error
"""
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError("two shapes")
    far = size_a = size_b = 0.0
    for x, y in zip(a.reshape(-1).tolist(), b.reshape(-1).tolist()):
        far, size_a, size_b = max(far, abs(x - y)), max(size_a, abs(x)), max(size_b, abs(y))
    return far / max(size_a + size_b, 1e-8)
