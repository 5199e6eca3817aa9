"""tensordot and unflatten; a dict as the cache.

question: q4_affine
fails: none
"""
def affine_forward(x, w, b):
    rows = x.flatten(1)
    return torch.tensordot(rows, w, dims=1) + b, {"rows": rows, "w": w, "shape": x.shape[1:]}


def affine_backward(dout, cache):
    dx = torch.tensordot(dout, cache["w"], dims=([1], [1]))
    dw = torch.tensordot(cache["rows"], dout, dims=([0], [0]))
    return dx.unflatten(1, tuple(cache["shape"])), dw, torch.ones_like(dout[:, 0]) @ dout
