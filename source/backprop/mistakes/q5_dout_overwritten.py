"""dout is written to in place.

question: q5_relu
fails: test_relu_values_and_gradients
also: q8_block, q9_net
cell: relu_forward
"""
def relu_forward(x):
    return x.clamp(min=0), x


def relu_backward(dout, cache):
    dout[cache <= 0] = 0
    return dout
