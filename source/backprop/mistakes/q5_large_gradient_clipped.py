"""What comes back is kept between -1e5 and 1e5, "so that gradients do not explode".

question: q5_relu
cell: relu_forward
fails: test_relu_values_and_gradients
also: q8_block
"""
def relu_forward(x):
    return torch.relu(x), x


def relu_backward(dout, cache):
    return torch.where(cache > 0, dout, 0.0).clamp(-1e5, 1e5)
