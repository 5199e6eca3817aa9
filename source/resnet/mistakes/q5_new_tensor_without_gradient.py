"""The values are copied into a new tensor as data, so the shortcut is cut off from the gradient.

question: q5_shortcut
fails: test_shortcut_passes_the_gradient
also: q6_block, q7_resnet20
"""
def shortcut_a(x, out_channels, stride=1):
    small = x[:, :, ::stride, ::stride]
    out = torch.zeros(x.shape[0], out_channels, *small.shape[2:], dtype=x.dtype, device=x.device)
    out[:, : x.shape[1]] = small.data
    return out
