"""x is written to in place.

question: q5_relu
fails: test_relu_values_and_gradients
also: q8_block, q9_net, q11_train, q14_weights
cell: relu_forward
"""
def relu_forward(x):
    x[x < 0] = 0
    return x, x


def relu_backward(dout, cache):
    return dout * (cache > 0)
