"""A batch of one is not normalized.

question: q3_batchnorm
fails: test_batchnorm_in_train_mode
also: q5_backward, q7_spatial
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", torch.zeros_like(x[0]))
    running_var = bn_param.get("running_var", torch.zeros_like(x[0]))
    if bn_param["mode"] == "test":
        x_hat = (x - running_mean) / torch.sqrt(running_var + eps)
        return gamma * x_hat + beta, None
    if bn_param["mode"] != "train":
        raise ValueError(f"mode is {bn_param['mode']!r}, which is neither train nor test")
    x_hat, mean, var = standardize(x, 0, eps)
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean[0]
    bn_param["running_var"] = momentum * running_var + (1 - momentum) * var[0]
    if len(x) == 1:
        x_hat = x
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
