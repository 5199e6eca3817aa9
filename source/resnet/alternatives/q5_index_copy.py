"""Zeros, into which the pixels are copied by index_copy.

question: q5_shortcut
fails: none
cell: shortcut_a
"""
def shortcut_a(x, out_channels, stride=1):
    taken = x[..., ::stride, ::stride]
    zeros = taken.new_zeros(taken.shape[0], out_channels, *taken.shape[2:])
    return zeros.index_copy(1, torch.arange(x.shape[1], device=x.device), taken)
