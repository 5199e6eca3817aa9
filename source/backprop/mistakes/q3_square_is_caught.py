"""Only the backward pass is wrong.

question: q3_check_layer
fails: test_own_planted_mistake
cell: square_forward
"""
def square_forward(x):
    return x**2, x


def square_backward(dout, cache):
    return 3 * dout * cache
