"""Padded to a multiple of the stride, and unshuffled.

question: q5_shortcut
fails: none
"""
def shortcut_a(x, out_channels, stride=1):
    n, c, h, w = x.shape
    x = F.pad(x, (0, -w % stride, 0, -h % stride))
    x = F.pixel_unshuffle(x.contiguous(), stride)[:, :: stride * stride]
    return F.pad(x, (0, 0, 0, 0, 0, out_channels - c))
