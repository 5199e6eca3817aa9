"""Divides by D - 1.

question: q6_layernorm
fails: test_layernorm_by_hand
also: q11_net
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    var = x.var(1, keepdim=True)
    x_hat = (x - x.mean(1, keepdim=True)) / (var + eps).sqrt()
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
