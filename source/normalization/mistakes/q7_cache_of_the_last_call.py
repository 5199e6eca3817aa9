"""One object serves as the cache of all layers.

question: q7_spatial
fails: test_spatial_batchnorm_backward
cell: spatial_batchnorm_forward
"""
class _Last:
    kept = ()

    def __iter__(self):
        return iter(self.kept)


_last = _Last()


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    columns = x.movedim(1, -1)
    out, cache = batchnorm_forward(columns.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    if cache is not None:
        _last.kept = cache
        cache = _last
    return out.reshape(columns.shape).movedim(-1, 1), cache
