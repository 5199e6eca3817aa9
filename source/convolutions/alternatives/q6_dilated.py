"""dx is a convolution of the spread dout with the turned filter, by windows.

question: q6_conv_backward
fails: none
cell: conv_backward
"""
def conv_backward(dout, cache):
    padded, w, s, p = cache
    n, f, oh, ow = dout.shape
    kh, kw = w.shape[2:]
    H, W = padded.shape[2:]
    spread = dout.new_zeros(n, f, H - kh + 1, W - kw + 1)
    spread[:, :, : s * oh : s, : s * ow : s] = dout
    around = F.pad(spread, (kw - 1, kw - 1, kh - 1, kh - 1))
    windows = around.unfold(2, kh, 1).unfold(3, kw, 1)
    dpadded = torch.einsum("nfhwuv,fcuv->nchw", windows, w.flip(2, 3))
    dw = torch.einsum("nchwuv,nfuv->fchw", padded.unfold(2, H - kh + 1, 1).unfold(3, W - kw + 1, 1), spread)
    return dpadded[:, :, p : H - p, p : W - p], dw, torch.einsum("nfhw->f", dout)
