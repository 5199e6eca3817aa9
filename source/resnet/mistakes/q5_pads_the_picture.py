"""F.pad counts from the last dimension, so the zeros go around the picture and not into new channels.

question: q5_shortcut
fails: test_shortcut_shapes, test_shortcut_values
also: q6_block, q7_resnet20, q12_weights, q13_from_scratch
"""
def shortcut_a(x, out_channels, stride=1):
    missing = out_channels - x.shape[1]
    return F.pad(x[:, :, ::stride, ::stride], (0, missing))
