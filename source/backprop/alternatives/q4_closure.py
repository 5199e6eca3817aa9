"""The cache is a function that goes back.

question: q4_affine
cell: affine_forward
fails: none
"""
def affine_forward(x, w, b):
    rows = x.flatten(start_dim=1)

    def back(dout):
        return torch.einsum("nm,dm->nd", dout, w).view_as(x), torch.einsum("nd,nm->dm", rows, dout), dout.sum(0)

    return torch.einsum("nd,dm->nm", rows, w) + b, back


def affine_backward(dout, cache):
    return cache(dout)
