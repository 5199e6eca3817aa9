"""With einsum.

question: q4_affine
fails: none
"""
def affine_forward(x, w, b):
    flat = x.flatten(1)
    return torch.einsum("nd,dm->nm", flat, w) + b[None, :], (x.shape, flat, w)


def affine_backward(dout, cache):
    shape, flat, w = cache
    dx = torch.einsum("nm,dm->nd", dout, w).reshape(shape)
    return dx, torch.einsum("nd,nm->dm", flat, dout), torch.einsum("nm->m", dout)
