"""The gradient passes where the input was negative.

question: q5_relu
fails: test_relu_by_hand
also: q8_block, q9_net, q11_train, q14_weights
cell: relu_forward
"""
def relu_forward(x):
    return x.clamp(min=0), x


def relu_backward(dout, cache):
    return dout * (cache < 0)
