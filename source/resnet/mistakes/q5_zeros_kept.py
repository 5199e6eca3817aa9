"""The zeros are made once and filled again and again: an earlier result changes.

question: q5_shortcut
fails: test_shortcut_takes_every_dtype_and_layout
also: q7_resnet20, q12_weights
"""
kept = {}


def shortcut_a(x, out_channels, stride=1):
    taken = x[:, :, ::stride, ::stride]
    n, c, h, w = taken.shape
    key = (n, out_channels, h, w, x.dtype)
    if key not in kept:
        kept[key] = torch.zeros(n, out_channels, h, w, dtype=x.dtype)
    out = kept[key].detach()
    out[:, :c] = taken
    return out
