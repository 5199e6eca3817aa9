"""Each channel of x is followed by zeros, so the channels do not stay together.

question: q5_shortcut
fails: test_shortcut_values
also: q6_block, q7_resnet20, q12_weights
"""
def shortcut_a(x, out_channels, stride=1):
    x = x[:, :, ::stride, ::stride]
    n, c, h, w = x.shape
    if c == out_channels:
        return x
    out = torch.zeros(n, out_channels, h, w, dtype=x.dtype, device=x.device)
    place = torch.arange(c) * (out_channels - 1) // (c - 1)
    out[:, place] = x
    return out
