"""The averages start in float32: half precision comes out as float32.

question: q3_batchnorm
fails: test_batchnorm_takes_any_dtype
also: q5_backward, q7_spatial, q11_net
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", torch.zeros(x.shape[1]))
    running_var = bn_param.get("running_var", torch.zeros(x.shape[1]))
    if bn_param["mode"] == "test":
        x_hat = (x - running_mean) / torch.sqrt(running_var + eps)
        return gamma * x_hat + beta, None
    if bn_param["mode"] != "train":
        raise ValueError(f"mode is {bn_param['mode']!r}, which is neither train nor test")
    x_hat, mean, var = standardize(x, 0, eps)
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean[0]
    bn_param["running_var"] = momentum * running_var + (1 - momentum) * var[0]
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
