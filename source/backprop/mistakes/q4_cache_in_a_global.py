"""The cache lies in a global: the last forward pass counts for all.

question: q4_affine
fails: test_affine_is_a_pure_function
also: q5_relu, q8_block, q9_net, q11_train, q14_weights
"""
_last = {}


def affine_forward(x, w, b):
    _last["cache"] = (x, w)
    return x.reshape(len(x), -1) @ w + b, None


def affine_backward(dout, cache):
    x, w = _last["cache"]
    dx = (dout @ w.T).reshape(x.shape)
    return dx, x.reshape(len(x), -1).T @ dout, dout.sum(0)
