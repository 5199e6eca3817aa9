"""All steps of the graph, one by one, and a dict for the cache.

question: q3_batchnorm
fails: none
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param["eps"] if "eps" in bn_param else 1e-5
    momentum = bn_param["momentum"] if "momentum" in bn_param else 0.9
    if mode not in ("train", "test"):
        raise ValueError("Invalid forward batchnorm mode")
    N, D = x.shape
    running_mean = bn_param.get("running_mean", torch.zeros(D, dtype=x.dtype, device=x.device))
    running_var = bn_param.get("running_var", torch.zeros(D, dtype=x.dtype, device=x.device))
    if mode == "train":
        mu = torch.sum(x, dim=0) / N
        centred = x - mu
        var = torch.sum(centred * centred, dim=0) / N
        std = torch.sqrt(var + eps)
        xhat = centred / std
        out = gamma.unsqueeze(0) * xhat + beta.unsqueeze(0)
        bn_param["running_mean"] = running_mean * momentum + mu * (1 - momentum)
        bn_param["running_var"] = running_var * momentum + var * (1 - momentum)
        return out, (xhat, gamma, (std**2 - eps)[None], eps)
    return (x - running_mean) / (running_var + eps).sqrt() * gamma + beta, None
