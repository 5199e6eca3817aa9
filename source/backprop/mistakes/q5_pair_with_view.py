"""The two layers in one flatten with view.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    before = x.view(x.shape[0], -1) @ w + b
    return before.clamp(min=0), (x, w, before)


def affine_relu_backward(dout, cache):
    x, w, before = cache
    dout = dout * (before > 0)
    return (dout @ w.T).view(x.shape), x.view(x.shape[0], -1).T @ dout, dout.sum(0)
