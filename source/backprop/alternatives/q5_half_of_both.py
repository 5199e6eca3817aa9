"""Half of x and its absolute value, and half of one and its sign.

question: q5_relu
cell: relu_forward
fails: none
"""
def relu_forward(x):
    return (x + x.abs()) / 2, x.sign()


def relu_backward(dout, cache):
    return dout * (1 + cache) / 2
