"""gamma is left out of dx in the second way.

question: q5_backward
fails: test_batchnorm_backward_alt
also: q7_spatial
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = standardize_backward(dout, x_hat, var, 0, eps)
    return dx, (dout * x_hat).sum(0), dout.sum(0)
