"""ReLU comes before the affine layer.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    before, relu_cache = relu_forward(x)
    out, affine_cache = affine_forward(before, w, b)
    return out, (affine_cache, relu_cache)


def affine_relu_backward(dout, cache):
    affine_cache, relu_cache = cache
    dx, dw, db = affine_backward(dout, affine_cache)
    return relu_backward(dx, relu_cache), dw, db
