"""The two layers in one work in float64, and return it.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    before, affine_cache = affine_forward(x.double(), w.double(), b.double())
    out, relu_cache = relu_forward(before)
    return out, (affine_cache, relu_cache)


def affine_relu_backward(dout, cache):
    affine_cache, relu_cache = cache
    return affine_backward(relu_backward(dout, relu_cache), affine_cache)
