"""Gradients are cut off at 1000.

question: q5_relu
fails: test_relu_values_and_gradients
cell: relu_forward
"""
def relu_forward(x):
    return x.clamp(min=0), x


def relu_backward(dout, cache):
    return (dout * (cache > 0)).clamp(-1000, 1000)
