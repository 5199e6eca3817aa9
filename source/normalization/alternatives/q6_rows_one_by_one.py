"""A loop over the rows.

question: q6_layernorm
fails: none
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param["eps"] if "eps" in ln_param else 1e-5
    x_hat, var = torch.zeros_like(x), x.new_zeros(len(x), 1)
    for i, row in enumerate(x):
        centred = row - row.mean()
        var[i] = torch.dot(centred, centred) / len(row)
        x_hat[i] = centred / torch.sqrt(var[i] + eps)
    return torch.stack([gamma * row + beta for row in x_hat]), (x_hat, gamma, var, eps)
