"""The two layers in one keep the mask in a global.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
_mask = None


def affine_relu_forward(x, w, b):
    global _mask
    out, cache = affine_forward(x, w, b)
    out, _mask = relu_forward(out)
    return out, cache


def affine_relu_backward(dout, cache):
    return affine_backward(relu_backward(dout, _mask), cache)
