"""Fresh averages are made on the CPU, wherever x is.

question: q3_batchnorm
fails: test_batchnorm_takes_any_dtype
also: q11_net, q5_backward, q7_spatial
cell: batchnorm_forward
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    
    running_mean = bn_param.get("running_mean", torch.zeros(x.shape[1], dtype=x.dtype))
    running_var = bn_param.get("running_var", torch.zeros(x.shape[1], dtype=x.dtype))
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
