"""The square, plus one.

question: q3_check_layer
fails: none
cell: square_forward
"""
def square_forward(x):
    return x * x + 10, 2 * x


def square_backward(dout, cache):
    return torch.mul(dout, cache)
