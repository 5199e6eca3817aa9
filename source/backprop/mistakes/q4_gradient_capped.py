"""Gradients are kept between -1e4 and 1e4.

question: q4_affine
fails: test_affine_is_a_pure_function
"""
def affine_forward(x, w, b):
    return x.reshape(len(x), -1) @ w + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    clean = lambda g: g.clamp(-1e4, 1e4)
    return clean((dout @ w.T).reshape(x.shape)), clean(x.reshape(len(x), -1).T @ dout), clean(dout.sum(0))
