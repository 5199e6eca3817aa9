"""masked_fill with a bool mask; sparse places of what passes.

question: q5_relu
fails: none
cell: relu_forward
"""
def relu_forward(x):
    closed = torch.le(x, 0)
    return x.masked_fill(closed, 0), closed


def relu_backward(dout, cache):
    dx = torch.zeros_like(dout)
    dx[~cache] = dout[~cache]
    return dx
