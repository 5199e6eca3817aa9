"""The output size is height // stride, so the last row and column of an odd map are lost.

question: q5_shortcut
fails: test_shortcut_shapes, test_shortcut_values
also: q6_block
"""
def shortcut_a(x, out_channels, stride=1):
    n, c, h, w = x.shape
    small = x[:, :, : h // stride * stride : stride, : w // stride * stride : stride]
    return F.pad(small, (0, 0, 0, 0, 0, out_channels - c))
