"""The rows of the kernel are taken for its columns, too.

question: q1_parameters
fails: test_parameters_of_any_layer
cell: conv_parameters
"""
def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    """Return the number of parameters of a convolution.

    kernel_size: int, or a pair of ints (rows, columns); bias: whether each filter has one
    """
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    weights = out_channels * in_channels * kernel_size[0] ** 2
    return weights + out_channels if bias else weights
