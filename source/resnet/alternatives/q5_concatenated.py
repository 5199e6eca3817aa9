"""Zeros are concatenated behind the channels.

question: q5_shortcut
fails: none
"""
def shortcut_a(x, out_channels, stride=1):
    small = x[:, :, ::stride, ::stride]
    n, c, h, w = small.shape
    if c == out_channels:
        return small
    return torch.cat([small, small.new_zeros(n, out_channels - c, h, w)], dim=1)
