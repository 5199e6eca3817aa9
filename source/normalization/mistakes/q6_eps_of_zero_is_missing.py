"""eps = 0 in the dict is taken for an eps that is missing.

question: q6_layernorm
fails: test_layernorm_forward
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps") or 1e-5
    x_hat, _, var = standardize(x, 1, eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
