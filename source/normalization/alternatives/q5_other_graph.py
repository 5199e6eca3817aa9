"""The graph with the way through sigma, as in the notes of the course.

question: q5_backward
fails: none
cell: batchnorm_backward
"""
def batchnorm_backward(dout, cache):
    xhat, gamma, var, eps = cache
    N = dout.shape[0]
    ivar = 1.0 / torch.sqrt(var[0] + eps)
    xmu = xhat / ivar
    dbeta = torch.einsum("nd->d", dout)
    dgamma = torch.einsum("nd,nd->d", dout, xhat)
    dxhat = torch.einsum("nd,d->nd", dout, gamma)
    divar = torch.sum(dxhat * xmu, dim=0)
    dvar = -0.5 * ivar**3 * divar
    dmu = -torch.sum(dxhat, dim=0) * ivar + dvar * -2.0 * xmu.mean(0)
    return dxhat * ivar + dvar * 2.0 * xmu / N + dmu / N, dgamma, dbeta
