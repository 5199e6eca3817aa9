"""dgamma and dbeta are means.

question: q5_backward
fails: test_backward_has_no_shift
also: q7_spatial
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = standardize_backward(dout * gamma, x_hat, var, 0, eps)
    return dx, (dout * x_hat).mean(0), dout.mean(0)
