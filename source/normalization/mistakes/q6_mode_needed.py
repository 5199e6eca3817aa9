"""Fails without a mode.

question: q6_layernorm
fails: test_layernorm_by_hand
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    assert ln_param["mode"] in ("train", "test")
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x, 1, eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
