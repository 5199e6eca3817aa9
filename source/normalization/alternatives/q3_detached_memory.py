"""The memory is kept out of autograd; match and setdefault.

question: q3_batchnorm
fails: none
cell: batchnorm_forward
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    match bn_param["mode"]:
        case "train":
            x_hat, mean, var = standardize(x, 0, eps)
            for key, new in (("running_mean", mean), ("running_var", var)):
                new = new.detach()[0]
                old = bn_param.setdefault(key, torch.zeros_like(new))
                bn_param[key] = old + (1 - momentum) * (new - old)
            return torch.addcmul(beta, gamma, x_hat), (x_hat, gamma, var, eps)
        case "test":
            mean = bn_param.get("running_mean", x.new_zeros(x.shape[1]))
            var = bn_param.get("running_var", x.new_zeros(x.shape[1]))
            return torch.addcmul(beta, gamma, (x - mean) * (var + eps).rsqrt()), ()
        case other:
            raise ValueError(other)
