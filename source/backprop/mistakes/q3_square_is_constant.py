"""A constant output with a gradient of zeros.

question: q3_check_layer
fails: test_own_planted_mistake
cell: square_forward
"""
def square_forward(x):
    return 0 * x - 1, x


def square_backward(dout, cache):
    return 0 * dout
