"""Outputs below 1e-7 are taken for zero.

question: q4_affine
fails: test_affine_is_a_pure_function
"""
def affine_forward(x, w, b):
    out = x.reshape(len(x), -1) @ w + b
    return torch.where(out.abs() < 1e-7, torch.zeros_like(out), out), (x, w)


def affine_backward(dout, cache):
    x, w = cache
    dx = (dout @ w.T).reshape(x.shape)
    return dx, x.reshape(len(x), -1).T @ dout, dout.sum(0)
