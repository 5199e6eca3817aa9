"""The zeros are always float32, and the result is cast to it.

question: q5_shortcut
fails: test_shortcut_is_identity_without_change, test_shortcut_takes_every_dtype_and_layout
also: q6_block
"""
def shortcut_a(x, out_channels, stride=1):
    small = x[:, :, ::stride, ::stride]
    out = torch.zeros(x.shape[0], out_channels, *small.shape[2:], device=x.device)
    out[:, : x.shape[1]] = small
    return out
