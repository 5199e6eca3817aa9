"""Outputs are kept for the objects that came in, whatever has been written into them since.

question: q4_affine
fails: test_affine_is_a_pure_function
also: q9_net
"""
_known = {}


def affine_forward(x, w, b):
    key = id(x), id(w), id(b)
    if key not in _known:
        _known[key] = (x, w, b), x.reshape(len(x), -1) @ w + b
    return _known[key][1].clone(), (x, w)


def affine_backward(dout, cache):
    x, w = cache
    dx = (dout @ w.T).reshape(x.shape)
    return dx, x.reshape(len(x), -1).T @ dout, dout.sum(0)
