"""Test mode as one scale and one shift; the memory by lerp and by setdefault.

question: q3_batchnorm
fails: none
"""
def batchnorm_forward(x, gamma, beta, bn_param):
    if bn_param["mode"] == "train":
        bn_param.setdefault("momentum", 0.9)
    eps = bn_param.get("eps", 0.00001)
    zero = x.new_zeros(x.shape[1])
    old = bn_param.get("running_mean", zero), bn_param.get("running_var", zero)
    if bn_param["mode"] == "test":
        scale = gamma / torch.sqrt(old[1] + eps)
        return x * scale + (beta - old[0] * scale), ()
    if bn_param["mode"] == "train":
        x_hat, mean, var = standardize(x, dims=(0,), eps=eps)
        new = (now.squeeze(0).lerp(was, bn_param["momentum"]) for now, was in zip((mean, var), old))
        bn_param["running_mean"], bn_param["running_var"] = new
        return torch.addcmul(beta, gamma, x_hat), (x_hat, gamma, var, eps)
    raise ValueError(bn_param["mode"])
