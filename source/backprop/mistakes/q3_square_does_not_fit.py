"""The output is wrong, and the gradient is that of the square.

question: q3_check_layer
fails: test_own_planted_mistake
cell: square_forward
"""
def square_forward(x):
    return 3 * x**2, x


def square_backward(dout, cache):
    return 2 * dout * cache
