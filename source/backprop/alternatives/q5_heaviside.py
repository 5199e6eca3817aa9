"""The step function, multiplied in both directions.

question: q5_relu
cell: relu_forward
fails: none
"""
def relu_forward(x):
    step = torch.heaviside(x, torch.zeros((), dtype=x.dtype))
    return step * x, step


def relu_backward(dout, cache):
    return cache * dout
