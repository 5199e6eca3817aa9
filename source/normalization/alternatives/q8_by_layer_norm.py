"""By layer norm of the groups.

question: q8_groupnorm
fails: none
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    flat = x.reshape(len(x) * G, -1)
    ones = torch.ones_like(flat[0])
    x_hat, cache = layernorm_forward(flat, ones, torch.zeros_like(ones), gn_param)
    var = flat.var(1, unbiased=False).view(len(x), G, 1)
    cache = (x_hat.reshape(len(x), G, -1), gamma, var, gn_param.get("eps", 1e-5))
    return x_hat.reshape(x.shape) * gamma + beta, cache
