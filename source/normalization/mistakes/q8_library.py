"""By F.group_norm.

question: q8_groupnorm
fails: test_groupnorm_is_a_pure_function
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    groups = x.reshape(x.shape[0], G, -1)
    x_hat, _, var = standardize(groups, 2, eps)
    return torch.nn.functional.group_norm(x, G, gamma.flatten(), beta.flatten(), eps), (x_hat, gamma, var, eps)
