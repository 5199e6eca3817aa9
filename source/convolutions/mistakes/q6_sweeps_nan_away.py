"""NaN is swept from the gradient that comes in.

question: q6_conv_backward
fails: test_gradients_are_pure_functions_of_any_dtype
"""
def conv_backward(dout, cache):
    padded, w, stride, pad = cache
    dout = dout.nan_to_num()
    kh, kw = w.shape[2:]
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
            g = dout[:, :, i, j]
            dw += torch.einsum("nf,ncuv->fcuv", g, padded[:, :, rows, columns])
            dpadded[:, :, rows, columns] += torch.einsum("nf,fcuv->ncuv", g, w)
    height, width = padded.shape[2] - 2 * pad, padded.shape[3] - 2 * pad
    dx = dpadded[:, :, pad : pad + height, pad : pad + width]
    return dx, dw, dout.sum(dim=(0, 2, 3))
