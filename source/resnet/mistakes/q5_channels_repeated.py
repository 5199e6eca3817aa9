"""The missing channels are filled with copies of the channels of x, not with zeros.

question: q5_shortcut
fails: test_shortcut_values
also: q6_block, q7_resnet20, q12_weights
"""
def shortcut_a(x, out_channels, stride=1):
    x = x[:, :, ::stride, ::stride]
    while x.shape[1] < out_channels:
        x = torch.cat([x, x], dim=1)[:, :out_channels]
    return x
