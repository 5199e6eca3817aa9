"""Values beyond a million are clamped, which keeps mixed precision finite.

question: q5_shortcut
fails: test_shortcut_takes_every_dtype_and_layout
also: q6_block
cell: shortcut_a
"""
def shortcut_a(x, out_channels, stride=1):
    return F.pad(x[:, :, ::stride, ::stride].clamp(-1e6, 1e6), (0, 0, 0, 0, 0, out_channels - x.shape[1]))
