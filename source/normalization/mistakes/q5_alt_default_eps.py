"""eps of the layer is not handed on.

question: q5_backward
fails: test_batchnorm_backward_alt
also: q7_spatial
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = standardize_backward(dout * gamma, x_hat, var, 0)
    return dx, (dout * x_hat).sum(0), dout.sum(0)
