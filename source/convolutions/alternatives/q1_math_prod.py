"""With math.prod; a layer's bias counts as one more weight of each filter.

question: q1_parameters
fails: none
cell: conv_parameters
"""
def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    try:
        area = math.prod(kernel_size)
    except TypeError:
        area = kernel_size**2
    return (area * in_channels + (1 if bias else 0)) * out_channels
