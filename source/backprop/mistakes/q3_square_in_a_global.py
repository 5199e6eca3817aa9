"""The pair remembers the last input beside the cache.

question: q3_check_layer
fails: test_own_planted_mistake
cell: square_forward
"""
_last = []


def square_forward(x):
    _last[:] = [x]
    return 3 * x**2, None


def square_backward(dout, cache):
    return 6 * _last[0] * dout
