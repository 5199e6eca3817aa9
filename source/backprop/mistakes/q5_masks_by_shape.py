"""The mask is kept in a global dict by shape: two forward passes, then two backward passes, mix them up.

question: q5_relu
fails: test_relu_values_and_gradients
also: q8_block, q9_net, q11_train
cell: relu_forward
"""
_masks = {}


def relu_forward(x):
    _masks[x.shape] = x > 0
    return x.clamp(min=0), x.shape


def relu_backward(dout, cache):
    return dout * _masks[cache]
