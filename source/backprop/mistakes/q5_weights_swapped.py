"""dw and db are swapped.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    before, affine_cache = affine_forward(x, w, b)
    out, relu_cache = relu_forward(before)
    return out, (affine_cache, relu_cache)


def affine_relu_backward(dout, cache):
    affine_cache, relu_cache = cache
    dx, dw, db = affine_backward(relu_backward(dout, relu_cache), affine_cache)
    return dx, db, dw
