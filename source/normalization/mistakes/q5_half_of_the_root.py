"""The derivative of the root lacks the one half.

question: q5_backward
fails: test_batchnorm_backward
also: q11_net
cell: batchnorm_backward
"""
def batchnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    s = torch.sqrt(var + eps)
    dgamma, dbeta = (dout * x_hat).sum(0), dout.sum(0)
    dx_hat = dout * gamma
    ds = -(dx_hat * x_hat / s).sum(0)
    dvar = ds / s
    dc = dx_hat / s + dvar * 2 * (x_hat * s) / len(dout)
    return dc - dc.sum(0) / len(dout), dgamma, dbeta
