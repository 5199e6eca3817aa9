"""eps = 0 in the dict is taken for an eps that is missing.

question: q3_batchnorm
fails: test_batchnorm_in_test_mode
also: q7_spatial
cell: batchnorm_forward
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps") or 1e-5
    momentum = bn_param.get("momentum", 0.9)
    
    running_mean = bn_param.get("running_mean", torch.zeros_like(x[0]))
    running_var = bn_param.get("running_var", torch.zeros_like(x[0]))
    if mode == "train":
        mu = x.mean(0)
        xc = x - mu
        var = (xc ** 2).mean(0)
        x_hat = xc / torch.sqrt(var + eps)
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_var = momentum * running_var + (1 - momentum) * var
        bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var
        return gamma * x_hat + beta, (x_hat, gamma, var, eps)
    elif mode == "test":
        x_hat = (x - running_mean) / torch.sqrt(running_var + eps)
        
        return gamma * x_hat + beta, None
    raise ValueError("no such mode")
