"""The formula with N in front, as in the best-known blog on it.

question: q5_backward
fails: none
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, var, eps = cache
    N = dout.size(0)
    dbeta = torch.sum(dout, dim=0)
    dgamma = torch.sum(x_hat * dout, dim=0)
    dx = (gamma / N) * (N * dout - dbeta - x_hat * dgamma) * torch.rsqrt(var + eps)
    return dx, dgamma, dbeta
