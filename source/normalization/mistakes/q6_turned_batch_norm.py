"""By batch norm of the turned matrix, with gamma and beta applied to the wrong side.

question: q6_layernorm
fails: test_layernorm_by_hand
also: q11_net
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x.T, 1, eps)
    return gamma * x_hat.T + beta, (x_hat.T, gamma, var.T, eps)
