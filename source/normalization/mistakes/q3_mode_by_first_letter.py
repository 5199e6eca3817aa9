"""Any mode that begins with the right letters is accepted.

question: q3_batchnorm
fails: test_batchnorm_in_train_mode
also: q7_spatial
cell: batchnorm_forward
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    zeros = torch.zeros(x.shape[1], dtype=x.dtype, device=x.device)
    rm, rv = bn_param.get("running_mean", zeros), bn_param.get("running_var", zeros)
    if bn_param["mode"].startswith("train"):
        x_hat, mean, var = standardize(x, 0, eps)
        bn_param["running_mean"] = momentum * rm + (1 - momentum) * mean[0]
        bn_param["running_var"] = momentum * rv + (1 - momentum) * var[0]
        return gamma * x_hat + beta, (x_hat, gamma, var, eps)
    if bn_param["mode"].startswith("test"):
        return gamma * (x - rm) / torch.sqrt(rv + eps) + beta, None
    raise ValueError(bn_param["mode"])
