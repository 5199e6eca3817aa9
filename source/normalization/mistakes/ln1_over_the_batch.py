"""Normalizes over the batch.

question: q6_layernorm
fails: test_layernorm_by_hand
also: q11_net
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x, 0, eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
