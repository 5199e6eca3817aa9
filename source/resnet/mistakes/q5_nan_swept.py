"""NaN becomes zero on the way.

question: q5_shortcut
fails: test_shortcut_values
cell: shortcut_a
"""
def shortcut_a(x, out_channels, stride=1):
    return F.pad(x[:, :, ::stride, ::stride].nan_to_num(0.0), (0, 0, 0, 0, 0, out_channels - x.shape[1]))
