"""Test mode is taken for a mode without gradients.

question: q3_batchnorm
fails: test_batchnorm_takes_any_dtype
also: q7_spatial
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    eps, m = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    rm = bn_param.get("running_mean", torch.zeros_like(x[0]))
    rv = bn_param.get("running_var", torch.zeros_like(x[0]))
    if bn_param["mode"] not in ("train", "test"):
        raise ValueError(bn_param["mode"])
    if bn_param["mode"] == "test":
        with torch.no_grad():
            return gamma * (x - rm) / torch.sqrt(rv + eps) + beta, None
    x_hat, mean, var = standardize(x, 0, eps)
    bn_param["running_mean"] = m * rm + (1 - m) * mean[0]
    bn_param["running_var"] = m * rv + (1 - m) * var[0]
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
