"""A smooth ReLU, forward and backward.

question: q5_relu
fails: test_relu_values_and_gradients
also: q8_block, q9_net, q11_train, q14_weights
cell: relu_forward
"""
def relu_forward(x):
    return torch.nn.functional.softplus(x, beta=20.0), x


def relu_backward(dout, cache):
    return dout * torch.sigmoid(20 * cache)
