"""w folded to the shape of the examples; contraction over all their axes; a list of gradients.

question: q4_affine
fails: none
"""
def affine_forward(x, w, b):
    folded = w.reshape(*x.shape[1:], w.shape[1])
    k = x.dim() - 1
    return torch.tensordot(x, folded, dims=k).add(b), (x, folded, k)


def affine_backward(dout, cache):
    x, folded, k = cache
    dx = torch.tensordot(dout, folded.movedim(-1, 0), dims=1)
    dw = torch.tensordot(x, dout, dims=([0], [0])).reshape(-1, dout.shape[1])
    return [dx, dw, dout.T.sum(dim=1)]
