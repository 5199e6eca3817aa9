"""One object serves as the cache of all layers.

question: q6_layernorm
fails: test_layernorm_backward
also: q11_net
cell: layernorm_forward
"""
class _Last:
    kept = ()

    def __iter__(self):
        return iter(self.kept)


_last = _Last()


def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x, 1, eps)
    _last.kept = x_hat, gamma, var, eps
    return gamma * x_hat + beta, _last
