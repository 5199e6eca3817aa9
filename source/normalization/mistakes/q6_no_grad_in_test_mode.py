"""A mode of test is taken for a mode without gradients.

question: q6_layernorm
fails: test_layernorm_is_a_pure_function
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x, 1, eps)
    if ln_param.get("mode") == "test":
        with torch.no_grad():
            return gamma * x_hat + beta, (x_hat, gamma, var, eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
