"""A stride above 4 is taken for 4.

question: q5_shortcut
fails: test_shortcut_values
also: q6_block
"""
def shortcut_a(x, out_channels, stride=1):
    """x (N, C, H, W) -> (N, out_channels, ceil(H / stride), ceil(W / stride)): every stride-th
    pixel; the channels that are missing are zero."""
    stride = min(stride, 4)
    missing = out_channels - x.shape[1]
    return F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, 0, missing))
