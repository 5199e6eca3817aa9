"""With torch.where and a mask in the cache.

question: q5_relu
fails: none
cell: relu_forward
"""
def relu_forward(x):
    mask = x > 0
    return torch.where(mask, x, torch.zeros_like(x)), mask


def relu_backward(dout, cache):
    return dout.masked_fill(~cache, 0)
