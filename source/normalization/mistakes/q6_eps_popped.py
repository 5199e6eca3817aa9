"""eps is taken out of the caller's dict.

question: q6_layernorm
fails: test_layernorm_forward
also: q11_net
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.pop("eps", 1e-5)
    x_hat, _, var = standardize(x, 1, eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
