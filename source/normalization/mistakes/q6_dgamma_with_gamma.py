"""dgamma uses gamma * x_hat.

question: q6_layernorm
fails: test_layernorm_backward
also: q11_net
cell: layernorm_backward
"""
def layernorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = standardize_backward(dout * gamma, x_hat, var, 1, eps)
    return dx, (dout * gamma * x_hat).sum(0), dout.sum(0)
