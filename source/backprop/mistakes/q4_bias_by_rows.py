"""The bias is spread over the rows where there are as many rows as outputs.

question: q4_affine
fails: test_affine_values
also: q9_net
"""
def affine_forward(x, w, b):
    out = x.reshape(len(x), -1) @ w
    return (out + b[:, None] if len(x) == len(b) else out + b), (x, w)


def affine_backward(dout, cache):
    x, w = cache
    dx = (dout @ w.T).reshape(x.shape)
    return dx, x.reshape(len(x), -1).T @ dout, dout.sum(0)
