"""The pixels 1, 3, 5, ... are taken instead of 0, 2, 4, ...

question: q5_shortcut
fails: test_shortcut_values
also: q6_block, q7_resnet20, q12_weights
"""
def shortcut_a(x, out_channels, stride=1):
    small = x[:, :, stride - 1 :: stride, stride - 1 :: stride]
    return F.pad(small, (0, 0, 0, 0, 0, out_channels - x.shape[1]))
