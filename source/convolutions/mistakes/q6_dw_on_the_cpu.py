"""dw is collected in a tensor that lies on the CPU.

question: q6_conv_backward
fails: test_gradients_are_pure_functions_of_any_dtype
"""
def conv_backward(dout, cache):
    padded, w, stride, pad = cache
    kh, kw = w.shape[2:]
    dpadded, dw = torch.zeros_like(padded), torch.zeros(w.shape, dtype=w.dtype)
    for u in range(kh):
        for v in range(kw):
            rows = slice(u, u + stride * (dout.shape[2] - 1) + 1, stride)
            columns = slice(v, v + stride * (dout.shape[3] - 1) + 1, stride)
            dw[:, :, u, v] = torch.einsum("nfij,ncij->fc", dout, padded[:, :, rows, columns])
            dpadded[:, :, rows, columns] += torch.einsum("nfij,fc->ncij", dout, w[:, :, u, v])
    height, width = padded.shape[2] - 2 * pad, padded.shape[3] - 2 * pad
    dx = dpadded[:, :, pad : pad + height, pad : pad + width]
    return dx, dw, dout.sum(dim=(0, 2, 3))
