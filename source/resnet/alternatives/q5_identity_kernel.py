"""A 1x1 convolution with a fixed unit kernel: its values are those of option A.

question: q5_shortcut
fails: none
"""
def shortcut_a(x, out_channels, stride=1):
    kernel = torch.eye(out_channels, x.shape[1], dtype=x.dtype, device=x.device)[:, :, None, None]
    return F.conv2d(x, kernel, stride=stride)
