"""The channels are placed by an identity matrix of the dtype of x.

question: q5_shortcut
fails: none
"""
def shortcut_a(x, out_channels, stride=1):
    place = torch.eye(out_channels, x.shape[1], dtype=x.dtype, device=x.device)
    return torch.einsum("oc,nchw->nohw", place, x[:, :, ::stride, ::stride])
