"""The pixels are assigned into a tensor of zeros.

question: q5_shortcut
fails: none
"""
def shortcut_a(x, out_channels, stride=1):
    small = x[:, :, ::stride, ::stride]
    out = small.new_zeros(small.shape[0], out_channels, small.shape[2], small.shape[3])
    out[:, : small.shape[1]] = small
    return out
