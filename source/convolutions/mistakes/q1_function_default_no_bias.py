"""No bias by default.

question: q1_parameters
fails: test_parameters_of_one_filter
cell: conv_parameters
"""
def conv_parameters(in_channels, out_channels, kernel_size, bias=False):
    """Return the number of parameters of a convolution.

    kernel_size: int, or a pair of ints (rows, columns); bias: whether each filter has one
    """
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    weights = out_channels * in_channels * kernel_size[0] * kernel_size[1]
    return weights + out_channels if bias else weights
