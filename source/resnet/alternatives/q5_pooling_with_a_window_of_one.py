"""Average pooling with a window of one pixel takes every second pixel.

question: q5_shortcut
fails: none
"""
def shortcut_a(x, out_channels, stride=1):
    if stride != 1:
        x = F.avg_pool2d(x, kernel_size=1, stride=stride)
    missing = out_channels - x.shape[1]
    return F.pad(x, (0, 0, 0, 0, 0, missing)) if missing else x
