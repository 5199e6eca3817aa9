"""The depthwise part is forgotten.

question: q11_macs
fails: test_macs_of_one_filter
cell: depthwise_separable_ratio
"""
def depthwise_separable_ratio(in_channels, out_channels, kernel_size):
    """Return how many times more MACs a normal convolution takes than a separable one."""
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    normal = in_channels * out_channels * kh * kw
    depthwise, pointwise = in_channels * kh * kw, in_channels * out_channels
    return normal / pointwise
