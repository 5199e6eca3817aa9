"""By Tensor.unfold and one einsum.

question: q5_conv_forward
fails: none
"""
def conv_forward(x, w, b, conv_param):
    stride, pad = int(conv_param["stride"]), int(conv_param["pad"])
    padded = F.pad(x, (pad, pad, pad, pad))
    windows = padded.unfold(2, w.shape[2], stride).unfold(3, w.shape[3], stride)
    out = torch.einsum("ncijuv,fcuv->nfij", windows, w).contiguous() + b[None, :, None, None]
    return out, (padded, w, stride, pad)
