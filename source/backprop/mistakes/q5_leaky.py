"""Leaky ReLU, forward and backward.

question: q5_relu
fails: test_relu_by_hand
also: q8_block, q9_net, q11_train, q14_weights
cell: relu_forward
"""
def relu_forward(x):
    return torch.where(x > 0, x, 0.01 * x), x


def relu_backward(dout, cache):
    return torch.where(cache > 0, dout, 0.01 * dout)
