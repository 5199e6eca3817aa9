"""The output is clipped at +-50.

question: q8_groupnorm
fails: test_groupnorm_forward
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x.reshape(x.shape[0], G, -1), 2, eps)
    return (gamma * x_hat.reshape(x.shape) + beta).clamp(-50, 50), (x_hat, gamma, var, eps)
