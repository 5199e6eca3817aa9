"""By F.layer_norm.

question: q6_layernorm
fails: test_layernorm_is_a_pure_function
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x, 1, eps)
    return torch.nn.functional.layer_norm(x, x.shape[1:], gamma, beta, eps), (x_hat, gamma, var, eps)
