"""eps = 0 in the dict is taken for an eps that is missing.

question: q8_groupnorm
fails: test_groupnorm_forward
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps") or 1e-5
    groups = x.reshape(x.shape[0], G, -1)
    x_hat, _, var = standardize(groups, 2, eps)
    return gamma * x_hat.reshape(x.shape) + beta, (x_hat, gamma, var, eps)
