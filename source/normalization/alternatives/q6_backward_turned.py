"""Backward through the turned backward pass of batch norm.

question: q6_layernorm
fails: none
cell: layernorm_backward
"""
def layernorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    ones = torch.ones_like(x_hat[:, 0])
    turned, _, _ = batchnorm_backward_alt((dout * gamma).T, (x_hat.T, ones, var.T, eps))
    return turned.T, torch.sum(dout * x_hat, dim=0), torch.sum(dout, dim=0)
