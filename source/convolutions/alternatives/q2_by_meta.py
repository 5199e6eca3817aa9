"""Asks a layer of PyTorch's on the device meta.

question: q2_shapes
fails: none
cell: conv_output_shape
"""
def conv_output_shape(in_shape, out_channels, kernel_size, stride=1, padding=0):
    two = lambda v: v if isinstance(v, int) else tuple(v)
    kernel_size, stride, padding = two(kernel_size), two(stride), two(padding)
    layer = nn.Conv2d(in_shape[0], out_channels, kernel_size, stride, padding, device="meta")
    try:
        return tuple(layer(torch.empty(1, *in_shape, device="meta")).shape[1:])
    except RuntimeError as error:
        raise ValueError("does not fit") from error
