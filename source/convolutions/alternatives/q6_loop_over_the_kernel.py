"""A loop over the places of the filter; gradients in a list.

question: q6_conv_backward
fails: none
"""
def conv_backward(dout, cache):
    padded, w, stride, pad = cache
    height, width = dout.shape[2:]
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(w)
    for u in range(w.shape[2]):
        for v in range(w.shape[3]):
            rows = slice(u, u + stride * (height - 1) + 1, stride)
            columns = slice(v, v + stride * (width - 1) + 1, stride)
            part = padded[:, :, rows, columns]
            dw[:, :, u, v] = torch.einsum("nfij,ncij->fc", dout, part)
            dpadded[:, :, rows, columns] += torch.einsum("nfij,fc->ncij", dout, w[:, :, u, v])
    bottom, right = padded.shape[2] - pad, padded.shape[3] - pad
    return tuple([dpadded[:, :, pad:bottom, pad:right], dw, dout.sum((0, 2, 3))])
