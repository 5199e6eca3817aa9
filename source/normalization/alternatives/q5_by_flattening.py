"""The dimensions are moved to the end and flattened, one dot product for each row.

question: q5_backward
fails: none
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    dims = [dims] if isinstance(dims, int) else list(dims)
    end = list(range(-len(dims), 0))
    g, h, v = (t.movedim(dims, end) for t in (dx_hat, x_hat, var))
    shape = g.shape
    flat = (*shape[: len(shape) - len(dims)], -1)
    g, h, v = (t.reshape(flat) for t in (g, h, v))
    n = g.shape[-1]
    dot = torch.einsum("...i,...i->...", g, h)[..., None] / n
    dx = (g - g.sum(-1, keepdim=True) / n - h * dot) / (v + eps).sqrt()
    return dx.reshape(shape).movedim(end, dims)
