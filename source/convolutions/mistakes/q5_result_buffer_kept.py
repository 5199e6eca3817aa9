"""The output buffer is kept for calls with the same shapes.

question: q5_conv_forward
fails: test_convolution_is_a_pure_function_of_any_dtype
also: q6_conv_backward
cell: conv_forward
"""
_outs = {}
def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = F.pad(x, (pad, pad, pad, pad))
    kh, kw = w.shape[2:]
    height = (padded.shape[2] - kh) // stride + 1
    width = (padded.shape[3] - kw) // stride + 1
    key = (x.shape[0], w.shape[0], height, width, x.dtype)
    out = _outs.setdefault(key, x.new_zeros(key[:4]))
    for i in range(height):
        for j in range(width):
            window = padded[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[:, :, i, j] = torch.einsum("ncuv,fcuv->nf", window, w) + b
    return out, (padded, w, stride, pad)
