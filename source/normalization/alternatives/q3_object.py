"""The layer is an object, and the function is one of its methods.

question: q3_batchnorm
fails: none
cell: batchnorm_forward
"""
class BatchNorm:
    def __call__(self, x, gamma, beta, p):
        if (mode := p["mode"]) not in {"train", "test"}:
            raise ValueError(f"{mode!r}")
        eps, share = p.get("eps", 1e-5), p.get("momentum", 0.9)
        old = [p.get(name, x.new_zeros(x.shape[1])) for name in ("running_mean", "running_var")]
        if mode == "test":
            return (x - old[0]) / (old[1] + eps).sqrt() * gamma + beta, None
        var, mean = torch.var_mean(x, dim=0, correction=0)
        p |= {"running_mean": share * old[0] + (1 - share) * mean}
        p |= {"running_var": share * old[1] + (1 - share) * var}
        x_hat = (x - mean) / (var + eps).sqrt()
        return x_hat * gamma + beta, (x_hat, gamma, var[None], eps)


batchnorm_forward = BatchNorm().__call__
