"""dout is forgotten.

question: q3_check_layer
fails: test_own_planted_mistake
cell: square_forward
"""
def square_forward(x):
    return 3 * x**2, x


def square_backward(dout, cache):
    return 6 * cache
