"""The formula with D, written out.

question: q6_layernorm
fails: none
cell: layernorm_backward
"""
def layernorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    D = dout.shape[1]
    g = dout * gamma
    dx = (D * g - g.sum(1, keepdim=True) - x_hat * (g * x_hat).sum(1, keepdim=True)) / (D * (var + eps).sqrt())
    return dx, (dout * x_hat).sum(dim=0), dout.sum(dim=0)
