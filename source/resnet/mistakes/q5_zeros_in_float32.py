"""The zeros are float32 and lie on the CPU: bfloat16 (as under the lab's autocast) comes out as float32, and a GPU tensor fails.

question: q5_shortcut
fails: test_shortcut_takes_every_dtype_and_layout
also: q6_block
"""
def shortcut_a(x, out_channels, stride=1):
    x = x[:, :, ::stride, ::stride]
    n, c, h, w = x.shape
    return torch.cat([x, torch.zeros(n, out_channels - c, h, w)], dim=1)
