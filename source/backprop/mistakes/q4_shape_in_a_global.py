"""The shape of x is kept in a global, so a second call with another shape spoils the backward pass of the first.

question: q4_affine
cell: affine_forward
fails: test_affine_is_a_pure_function
also: q9_net, q11_train
"""
SHAPE = None


def affine_forward(x, w, b):
    global SHAPE
    SHAPE = x.shape
    return x.reshape(x.shape[0], -1) @ w + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return (dout @ w.T).reshape(SHAPE), x.reshape(x.shape[0], -1).T @ dout, dout.sum(0)
