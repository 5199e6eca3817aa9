"""Each group of each image is a column for batch norm.

question: q8_groupnorm
fails: none
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    N = x.shape[0]
    columns = x.reshape(N * G, -1).t()
    ones, zeros = torch.ones_like(columns[0]), torch.zeros_like(columns[0])
    eps = gn_param.get("eps", 1e-5)
    out, cache = batchnorm_forward(columns, ones, zeros, {"mode": "train", "eps": eps})
    x_hat = out.t().reshape(N, G, -1)
    return x_hat.reshape(x.shape) * gamma + beta, (x_hat, gamma, cache[2].reshape(N, G, 1), eps)
