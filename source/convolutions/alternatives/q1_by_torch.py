"""Counts the parameters of a layer of PyTorch's.

question: q1_parameters
fails: none
cell: conv_parameters
"""
def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    if not isinstance(kernel_size, int):
        kernel_size = tuple(kernel_size)
    layer = nn.Conv2d(in_channels, out_channels, kernel_size, bias=bias)
    return sum(parameter.numel() for parameter in layer.parameters())
