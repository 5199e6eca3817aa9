"""The closed form: 1 over the sum of two fractions.

question: q11_macs
fails: none
cell: depthwise_separable_ratio
"""
def depthwise_separable_ratio(in_channels, out_channels, kernel_size):
    area = math.prod(kernel_size) if hasattr(kernel_size, "__len__") else kernel_size**2
    return 1 / (1 / out_channels + 1 / area)
