"""One object serves as the cache of all layers.

question: q8_groupnorm
fails: test_groupnorm_backward
cell: spatial_groupnorm_forward
"""
class _Last:
    kept = ()

    def __iter__(self):
        return iter(self.kept)


_last = _Last()


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    groups = x.reshape(x.shape[0], G, -1)
    x_hat, _, var = standardize(groups, 2, eps)
    _last.kept = x_hat, gamma, var, eps
    return gamma * x_hat.reshape(x.shape) + beta, _last
