"""A mean for each pixel, over the channels of a group.

question: q8_groupnorm
fails: test_groupnorm_forward
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    groups = x.reshape(x.shape[0], G, -1)
    split = x.reshape(len(x), G, x.shape[1] // G, -1)
    x_hat, _, var = standardize(split, 2, eps)
    x_hat, var = x_hat.reshape(groups.shape), var.mean((2, 3), keepdim=True)[..., 0]
    return gamma * x_hat.reshape(x.shape) + beta, (x_hat, gamma, var, eps)
