"""What is smaller than a millionth is noise and becomes 0.

question: q5_shortcut
fails: test_shortcut_values
cell: shortcut_a
"""
def shortcut_a(x, out_channels, stride=1):
    x = torch.where(x.abs() < 1e-6, 0 * x, x)
    return F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, 0, out_channels - x.shape[1]))
