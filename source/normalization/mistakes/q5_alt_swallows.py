"""dx is detached into float32.

question: q5_backward
fails: test_backward_has_no_shift
also: q7_spatial
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = standardize_backward(dout * gamma, x_hat, var, 0, eps)
    dx = dx.float()
    return dx, (dout * x_hat).sum(0), dout.sum(0)
