"""The map is made smaller with max pooling instead of taking every second pixel.

question: q5_shortcut
fails: test_shortcut_values, test_shortcut_passes_the_gradient
also: q6_block, q7_resnet20, q12_weights
"""
def shortcut_a(x, out_channels, stride=1):
    if stride > 1:
        x = F.max_pool2d(x, stride, ceil_mode=True)
    return F.pad(x, (0, 0, 0, 0, 0, out_channels - x.shape[1]))
