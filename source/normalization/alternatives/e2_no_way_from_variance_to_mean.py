"""Without the way from the variance through the mean, which is 0.

question: q5_backward
fails: none
cell: batchnorm_backward
"""
def batchnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    scale = torch.rsqrt(var + eps)
    g = gamma * dout
    dvar = (-0.5 * g * x_hat * scale**2).sum(dim=0)
    dmean = (-g * scale).sum(dim=0)
    dx = g * scale + dvar * 2 * x_hat / scale / len(x_hat) + dmean / len(x_hat)
    return (dx, torch.sum(dout * x_hat, 0), torch.sum(dout, 0))
