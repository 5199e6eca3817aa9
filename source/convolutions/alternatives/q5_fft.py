"""By the Fourier transform, in float64.

question: q5_conv_forward
fails: none
cell: conv_forward
"""
def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    padded = F.pad(x, (p, p, p, p))
    size = padded.shape[2:]
    full = torch.fft.rfft2(padded.double(), s=size)
    taps = torch.fft.rfft2(w.double(), s=size)
    both = torch.einsum("nchw,fchw->nfhw", full, taps.conj())
    out = torch.fft.irfft2(both, s=size)[:, :, : size[0] - w.shape[2] + 1 : s, : size[1] - w.shape[3] + 1 : s]
    return (out + b.double()[:, None, None]).to(x.dtype), (padded, w, s, p)
