"""With the output as cache, and a slope of 1/2 at 0.

question: q5_relu
fails: none
cell: relu_forward
"""
def relu_forward(x):
    out = (x + x.abs()) / 2
    return out, out


def relu_backward(dout, cache):
    dx = dout.clone()
    dx[cache == 0] *= 0
    return dx
