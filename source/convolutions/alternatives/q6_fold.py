"""By F.unfold and F.fold.

question: q6_conv_backward
fails: none
"""
def conv_backward(dout, cache):
    padded, w, stride, pad = cache
    columns = F.unfold(padded, w.shape[2:], stride=stride)
    g = dout.flatten(2)
    dw = torch.einsum("nfl,nkl->fk", g, columns).reshape(w.shape)
    dcolumns = torch.einsum("fk,nfl->nkl", w.flatten(1), g)
    dpadded = F.fold(dcolumns, padded.shape[2:], w.shape[2:], stride=stride)
    dx = dpadded[:, :, pad : padded.shape[2] - pad, pad : padded.shape[3] - pad]
    return dx, dw, g.sum(dim=(0, 2))
