"""The running variance is measured around the running mean that has just been stored.

question: q3_batchnorm
fails: test_batchnorm_remembers_several_batches
also: q7_spatial
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    eps, m = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    rm = bn_param.get("running_mean", torch.zeros_like(x[0]))
    rv = bn_param.get("running_var", torch.zeros_like(x[0]))
    if bn_param["mode"] not in ("train", "test"):
        raise ValueError(bn_param["mode"])
    if bn_param["mode"] == "test":
        return gamma * (x - rm) / torch.sqrt(rv + eps) + beta, None
    x_hat, mean, var = standardize(x, 0, eps)
    bn_param["running_mean"] = m * rm + (1 - m) * mean[0]
    bn_param["running_var"] = m * rv + (1 - m) * ((x - bn_param["running_mean"]) ** 2).mean(0)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
