"""NaN is swept away, so that a spoilt image looks healthy.

question: q5_conv_forward
fails: test_convolution_is_a_pure_function_of_any_dtype
"""
def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = F.pad(x, (pad, pad, pad, pad))
    windows = padded.unfold(2, w.shape[2], stride).unfold(3, w.shape[3], stride)
    out = torch.einsum("ncijuv,fcuv->nfij", windows, w) + b[:, None, None]
    return out.nan_to_num(), (padded, w, stride, pad)
