"""The formula again, without the function for any dimensions.

question: q5_backward
fails: none
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, var, eps = cache
    dbeta, dgamma = dout.sum(dim=0), torch.einsum("ij,ij->j", dout, x_hat)
    dx = gamma / (var + eps).sqrt() * (dout - dbeta / len(dout) - x_hat * dgamma / len(dout))
    return dx, dgamma, dbeta
