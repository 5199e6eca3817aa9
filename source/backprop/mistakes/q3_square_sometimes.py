"""Wrong for negative numbers only.

question: q3_check_layer
fails: test_own_planted_mistake
cell: square_forward
"""
def square_forward(x):
    return torch.where(x > 0, x**2, -(x**2)), x


def square_backward(dout, cache):
    return 2 * dout * cache.abs()
