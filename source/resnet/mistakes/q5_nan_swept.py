"""NaN becomes zero on the way.

question: q5_shortcut
fails: test_shortcut_values
also: q12_weights
cell: shortcut_a
"""
def shortcut_a(x, out_channels, stride=1):
    taken = torch.nan_to_num(x[:, :, ::stride, ::stride])
    return F.pad(taken, (0, 0, 0, 0, 0, out_channels - x.shape[1]))
