"""Any stride but 1 is taken for 2.

question: q5_shortcut
fails: test_shortcut_values
also: q6_block
"""
def shortcut_a(x, out_channels, stride=1):
    if stride != 1:
        x = x[:, :, ::2, ::2]
    return F.pad(x, (0, 0, 0, 0, 0, out_channels - x.shape[1]))
