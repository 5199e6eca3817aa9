"""Sine of 3 x.

question: q3_check_layer
fails: none
cell: square_forward
"""
class _Sine:
    def __init__(self, x):
        self.x = x

    def out(self):
        return (3 * self.x).sin()

    def slope(self):
        return 3 * (3 * self.x).cos()


def square_forward(x):
    cache = _Sine(x)
    return cache.out(), cache


def square_backward(dout, cache):
    return cache.slope() * dout
