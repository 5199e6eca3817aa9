"""Only the channels are filled up and the stride is ignored.

question: q5_shortcut
fails: test_shortcut_shapes
also: q6_block, q7_resnet20, q12_weights, q13_from_scratch
"""
def shortcut_a(x, out_channels, stride=1):
    return F.pad(x, (0, 0, 0, 0, 0, out_channels - x.shape[1]))
