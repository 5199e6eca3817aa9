"""Small positive inputs are cut off.

question: q5_relu
fails: test_relu_values_and_gradients
also: q8_block, q9_net, q11_train, q14_weights
cell: relu_forward
"""
def relu_forward(x):
    return x * (x > 1e-3), x


def relu_backward(dout, cache):
    return dout * (cache > 1e-3)
