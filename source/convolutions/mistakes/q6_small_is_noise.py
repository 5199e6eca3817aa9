"""Gradients below 1e-8 are taken for noise.

question: q6_conv_backward
fails: test_gradients_are_pure_functions_of_any_dtype
"""
def conv_backward(dout, cache):
    padded, w, s, p = cache
    windows = padded.unfold(2, w.shape[2], s).unfold(3, w.shape[3], s)
    dw = torch.einsum("nfij,ncijuv->fcuv", dout, windows)
    dpadded = torch.zeros_like(padded)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dpadded[:, :, i * s : i * s + w.shape[2], j * s : j * s + w.shape[3]] += torch.einsum("nf,fcuv->ncuv", dout[:, :, i, j], w)
    h, wd = padded.shape[2] - 2 * p, padded.shape[3] - 2 * p
    clean = lambda g: torch.where(g.abs() < 1e-8, torch.zeros_like(g), g)
    return clean(dpadded[:, :, p : p + h, p : p + wd]), clean(dw), dout.sum((0, 2, 3))
