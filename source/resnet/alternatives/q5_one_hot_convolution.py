"""A 1x1 convolution with fixed weights of one and zero.

question: q5_shortcut
fails: none
cell: shortcut_a
"""
def shortcut_a(x, out_channels, stride=1):
    weight = torch.eye(out_channels, x.shape[1], dtype=x.dtype, device=x.device)
    return F.conv2d(x, weight[:, :, None, None], stride=stride)
