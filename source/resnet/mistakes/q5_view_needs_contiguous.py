"""view asks for contiguous memory, which a slice or channels_last is not.

question: q5_shortcut
fails: test_shortcut_takes_every_dtype_and_layout
also: q6_block, q7_resnet20, q12_weights
"""
def shortcut_a(x, out_channels, stride=1):
    n, c, h, w = x.shape
    flat = x.view(n, c * h * w).view(n, c, h, w)[:, :, ::stride, ::stride]
    return F.pad(flat, (0, 0, 0, 0, 0, out_channels - c))
