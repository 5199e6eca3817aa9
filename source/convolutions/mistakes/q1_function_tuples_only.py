"""A list is no tuple: a pair in a list is taken for a number.

question: q1_parameters
fails: test_parameters_of_any_layer
cell: conv_parameters
"""
def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    area = kernel_size[0] * kernel_size[1] if isinstance(kernel_size, tuple) else kernel_size**2
    return out_channels * (in_channels * area + bool(bias))
