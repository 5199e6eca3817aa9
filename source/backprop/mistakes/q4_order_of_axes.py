"""Examples are flattened from the last axis on.

question: q4_affine
fails: test_affine_values
also: q5_relu, q8_block, q9_net, q11_train, q14_weights
"""
def affine_forward(x, w, b):
    x = x.permute(0, *range(x.ndim - 1, 0, -1))
    return x.reshape(len(x), -1) @ w + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    dx = (dout @ w.T).reshape(x.shape)
    return dx, x.reshape(len(x), -1).T @ dout, dout.sum(0)
