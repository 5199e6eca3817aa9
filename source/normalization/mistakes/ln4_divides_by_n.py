"""Divides by the number of examples.

question: q6_layernorm
fails: test_layernorm_backward
also: q11_net
cell: layernorm_backward
"""
def layernorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    g = dout * gamma
    n = len(g)
    dx = (g - g.sum(1, keepdim=True) / n - x_hat * (g * x_hat).sum(1, keepdim=True) / n) / torch.sqrt(var + eps)
    return dx, (dout * x_hat).sum(0), dout.sum(0)
