"""Every G-th channel in place of neighbours: the same for one group and for groups of one.

question: q8_groupnorm
fails: test_groupnorm_sets_each_group
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    N, C, H, W = x.shape
    mixed = x.reshape(N, C // G, G, H * W).transpose(1, 2)
    x_hat, _, var = standardize(mixed.reshape(N, G, -1), 2, eps)
    back = x_hat.reshape(N, G, C // G, H * W).transpose(1, 2).reshape(x.shape)
    return gamma * back + beta, (back.reshape(N, G, -1), gamma, var, eps)
