"""A function for each mode in a dict; what is missing becomes a ValueError; the averages by dict.update.

question: q3_batchnorm
fails: none
"""
def _train(x, eps, momentum, mean, var):
    batch_mean = x.mean(dim=0)
    batch_var = ((x - batch_mean) ** 2).mean(dim=0)
    new = {"running_mean": momentum * mean + (1 - momentum) * batch_mean.detach(),
           "running_var": momentum * var + (1 - momentum) * batch_var.detach()}
    return batch_mean, batch_var, new
def _test(x, eps, momentum, mean, var):
    return mean, var, {}
def batchnorm_forward(x, gamma, beta, bn_param):
    try:
        run = {"train": _train, "test": _test}[bn_param["mode"]]
    except KeyError:
        raise ValueError("unknown mode") from None
    zero = x.new_zeros(x.shape[1])
    eps = bn_param.get("eps", 1e-5)
    mean, var, new = run(x, eps, bn_param.get("momentum", 0.9),
                         bn_param.get("running_mean", zero), bn_param.get("running_var", zero))
    bn_param.update(new)
    x_hat = (x - mean) / (var + eps).sqrt()
    return torch.addcmul(beta, gamma, x_hat), (x_hat, gamma, var[None], eps)
