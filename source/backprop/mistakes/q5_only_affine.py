"""No ReLU at all.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    return affine_forward(x, w, b)


def affine_relu_backward(dout, cache):
    return affine_backward(dout, cache)
