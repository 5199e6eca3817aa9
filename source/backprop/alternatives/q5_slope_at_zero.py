"""A slope of 1 at 0.

question: q5_relu
fails: none
cell: relu_forward
"""
def relu_forward(x):
    return torch.relu(x), x


def relu_backward(dout, cache):
    return dout * (cache >= 0)
