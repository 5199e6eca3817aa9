"""The backward pass of the two layers takes its caches out of a list.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    before, first = affine_forward(x, w, b)
    out, second = relu_forward(before)
    return out, [first, second]


def affine_relu_backward(dout, cache):
    dout = relu_backward(dout, cache.pop())
    return affine_backward(dout, cache.pop())
