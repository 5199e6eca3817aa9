"""Under no_grad, as batches of one row, with bmm; a namespace as the cache.

question: q4_affine
fails: none
"""
import types


@torch.no_grad()
def affine_forward(x, w, b):
    out = torch.bmm(x.reshape(len(x), 1, -1), w.expand(len(x), *w.shape)).squeeze(1) + b.unsqueeze(0)
    return out, types.SimpleNamespace(x=x, w=w)


@torch.no_grad()
def affine_backward(dout, cache):
    dw = torch.bmm(cache.x.reshape(len(cache.x), -1, 1), dout.unsqueeze(1)).sum(dim=0)
    return torch.mm(dout, cache.w.t()).reshape_as(cache.x), dw, dout.sum(dim=0)
