"""A mean for each pixel, over the images alone.

question: q7_spatial
fails: test_spatial_batchnorm_forward
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", torch.zeros_like(gamma))
    old_var = bn_param.get("running_var", torch.zeros_like(gamma))
    wide = gamma[:, None, None], beta[:, None, None]
    if bn_param["mode"] == "test":
        x_hat = (x - old_mean[:, None, None]) / torch.sqrt(old_var[:, None, None] + eps)
        return wide[0] * x_hat + wide[1], None
    if bn_param["mode"] != "train":
        raise ValueError(bn_param["mode"])
    x_hat, mean, var = standardize(x, 0, eps)
    bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean.mean((0, 2, 3))
    bn_param["running_var"] = momentum * old_var + (1 - momentum) * var.mean((0, 2, 3))
    columns = x_hat.movedim(1, -1).reshape(-1, x.shape[1])
    return wide[0] * x_hat + wide[1], (columns, gamma, var.mean((0, 2, 3)).view(1, -1), eps)
