"""What the backward pass needs lies in bn_param: a second batch overwrites that of the first.

question: q3_batchnorm
fails: test_batchnorm_leaves_tensors_alone
also: q5_backward
cell: batchnorm_forward
"""
class _FromTheDict:
    def __init__(self, bn_param):
        self.bn_param = bn_param

    def __iter__(self):
        return iter(self.bn_param["cache"])


def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum, mode = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9), bn_param["mode"]
    zeros = torch.zeros(x.shape[1], dtype=x.dtype, device=x.device)
    old_mean, old_var = bn_param.get("running_mean", zeros), bn_param.get("running_var", zeros)
    if mode == "train":
        x_hat, mean, var = standardize(x, 0, eps)
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean[0]
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var[0]
        bn_param["cache"] = (x_hat, gamma, var, eps)
        return gamma * x_hat + beta, _FromTheDict(bn_param)
    if mode == "test":
        return gamma * (x - old_mean) / torch.sqrt(old_var + eps) + beta, None
    raise ValueError(mode)
