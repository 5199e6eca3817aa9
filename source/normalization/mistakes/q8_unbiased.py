"""Divides by n - 1.

question: q8_groupnorm
fails: test_groupnorm_forward
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    groups = x.reshape(x.shape[0], G, -1)
    var = groups.var(2, keepdim=True)
    x_hat = (groups - groups.mean(2, keepdim=True)) / (var + eps).sqrt()
    return gamma * x_hat.reshape(x.shape) + beta, (x_hat, gamma, var, eps)
