"""The output is float32, whatever the images are.

question: q5_conv_forward
fails: test_convolution_is_a_pure_function_of_any_dtype
also: q6_conv_backward
"""
def conv_forward(x, w, b, conv_param):
    """Convolve images with filters.

    x: (N, C, H, W); w: (F, C, Kh, Kw); b: (F,); conv_param: dict with "stride" and "pad"
    Returns (out, cache): out has the shape (N, F, H_out, W_out).
    """
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = F.pad(x, (pad, pad, pad, pad))
    kh, kw = w.shape[2:]
    height = (padded.shape[2] - kh) // stride + 1
    width = (padded.shape[3] - kw) // stride + 1
    out = torch.zeros(x.shape[0], w.shape[0], height, width)
    for i in range(height):
        for j in range(width):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kh, left : left + kw]
            out[:, :, i, j] = torch.einsum("ncuv,fcuv->nf", window, w) + b
    return out, (padded, w, stride, pad)
