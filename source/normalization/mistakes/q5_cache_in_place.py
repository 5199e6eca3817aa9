"""x_hat in the cache is overwritten: a second call gives another result.

question: q5_backward
fails: test_backward_is_a_pure_function
cell: batchnorm_backward
"""
def batchnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    s = torch.sqrt(var + eps)
    dgamma, dbeta = (dout * x_hat).sum(0), dout.sum(0)
    dx_hat = dout * gamma
    x_hat *= 1.0
    ds = -(dx_hat * x_hat / s).sum(0)
    dvar = ds / (2 * s)
    dc = dx_hat / s + dvar * 2 * (x_hat * s) / len(dout)
    x_hat.zero_()
    return dc - dc.sum(0) / len(dout), dgamma, dbeta
