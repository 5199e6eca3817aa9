"""Outputs are kept between -1e5 and 1e5.

question: q5_conv_forward
fails: test_convolution_is_a_pure_function_of_any_dtype
also: q6_conv_backward
"""
def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    padded = F.pad(x, (p, p, p, p))
    windows = padded.unfold(2, w.shape[2], s).unfold(3, w.shape[3], s)
    out = torch.einsum("ncijuv,fcuv->nfij", windows, w) + b[:, None, None]
    return torch.where(out.isnan(), out, out.clamp(-1e5, 1e5)), (padded, w, s, p)
