"""Gradients of different shapes are broadcast.

question: q1_numeric_gradient
fails: test_relative_error_of_two_vectors
also: q2_limits, q3_check_layer
cell: relative_error
"""
def relative_error(a, b):
    size = max(float(a.abs().max() + b.abs().max()), 1e-8)
    return float((a - b).abs().max()) / size
