"""The variance keeps the other share: a slip of one factor.

question: q3_batchnorm
fails: test_batchnorm_remembers_several_batches
also: q7_spatial, q11_net
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", torch.zeros_like(x[0]))
    running_var = bn_param.get("running_var", torch.zeros_like(x[0]))
    if bn_param["mode"] == "test":
        return gamma * (x - running_mean) / torch.sqrt(running_var + eps) + beta, None
    if bn_param["mode"] != "train":
        raise ValueError(bn_param["mode"])
    x_hat, mean, var = standardize(x, 0, eps)
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean[0]
    bn_param["running_var"] = (1 - momentum) * running_var + momentum * var[0]
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
