"""Stores the averages back in test mode, too, as they were.

question: q3_batchnorm
fails: none
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    mode, eps = bn_param["mode"], bn_param.get("eps", 1e-5)
    share = bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", torch.zeros_like(gamma))
    var = bn_param.get("running_var", torch.zeros_like(gamma))
    if mode == "train":
        x_hat, mu, sigma2 = standardize(x, 0, eps)
        mean = share * mean + (1 - share) * mu.flatten()
        var = share * var + (1 - share) * sigma2.flatten()
        cache = (x_hat, gamma, sigma2, eps)
    elif mode == "test":
        x_hat, cache = (x - mean) / torch.sqrt(var + eps), None
    else:
        raise ValueError("Invalid mode")
    bn_param.update(running_mean=mean, running_var=var)
    return gamma * x_hat + beta, cache
