"""The bias is spread along the columns where their number fits.

question: q5_conv_forward
fails: test_convolution_in_corner_cases
"""
def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    padded = F.pad(x, (p, p, p, p))
    windows = padded.unfold(2, w.shape[2], s).unfold(3, w.shape[3], s)
    out = torch.einsum("ncijuv,fcuv->nfij", windows, w)
    out = out + b if out.shape[3] == len(b) else out + b[:, None, None]
    return out, (padded, w, s, p)
