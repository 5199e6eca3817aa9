"""gamma and beta are taken for numbers of the examples.

question: q6_layernorm
fails: test_layernorm_by_hand
also: q11_net
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x, 1, eps)
    return (gamma[: len(x), None] * x_hat + beta[: len(x), None] if len(gamma) >= len(x) else x_hat), (x_hat, gamma, var, eps)
