"""The output is capped at 6, forward and backward.

question: q5_relu
fails: test_relu_values_and_gradients
also: q8_block, q9_net, q11_train, q14_weights
cell: relu_forward
"""
def relu_forward(x):
    return x.clamp(0, 6), x


def relu_backward(dout, cache):
    return dout * ((cache > 0) & (cache < 6))
