"""gamma and beta of the first channel of a group count for the whole group.

question: q8_groupnorm
fails: test_groupnorm_forward
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    groups = x.reshape(x.shape[0], G, -1)
    x_hat, _, var = standardize(groups, 2, eps)
    step = x.shape[1] // G
    return gamma[:, ::step].repeat_interleave(step, 1) * x_hat.reshape(x.shape) + beta, (x_hat, gamma, var, eps)
