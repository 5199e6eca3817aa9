"""A loop over the groups.

question: q8_groupnorm
fails: none
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps, step = gn_param.get("eps", 1e-5), x.shape[1] // G
    parts, variances = [], []
    for first in range(0, x.shape[1], step):
        part, _, var = standardize(x[:, first : first + step], (1, 2, 3), eps)
        parts.append(part)
        variances.append(var.reshape(-1, 1, 1))
    x_hat = torch.cat(parts, dim=1)
    cache = (x_hat.reshape(len(x), G, -1), gamma, torch.cat(variances, 1), eps)
    return torch.addcmul(beta, gamma, x_hat), cache
