"""torch.var_mean, matrix products with vectors of ones for the sums.

question: q6_layernorm
fails: none
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    var, mean = torch.var_mean(x, dim=1, correction=0, keepdim=True)
    inv = 1.0 / torch.sqrt(var + eps)
    x_hat = (x - mean) * inv
    return x_hat * gamma + beta, (x_hat, gamma, var, eps)
