"""All dimensions are brought to the end and flattened, and back.

question: q2_standardize
fails: none
cell: standardize
"""
def standardize(x, dims, eps=1e-5):
    dims = (dims,) if isinstance(dims, int) else tuple(dims)
    dims = sorted(d % x.dim() for d in dims)
    others = [d for d in range(x.dim()) if d not in dims]
    flat = x.permute(*others, *dims).reshape([x.shape[d] for d in others] + [-1])
    kept = [1 if d in dims else x.shape[d] for d in range(x.dim())]
    mean = flat.mean(-1).reshape(kept)
    centred = x - mean
    flat = centred.permute(*others, *dims).reshape([x.shape[d] for d in others] + [-1])
    var = ((flat * flat).sum(-1) / flat.shape[-1]).reshape(kept)
    return centred / (var + eps).sqrt(), mean, var
