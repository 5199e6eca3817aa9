"""An exact fraction.

question: q11_macs
fails: none
cell: depthwise_separable_ratio
"""
from fractions import Fraction


def depthwise_separable_ratio(in_channels, out_channels, kernel_size):
    area = kernel_size**2 if isinstance(kernel_size, int) else kernel_size[0] * kernel_size[1]
    return Fraction(out_channels * area, area + out_channels)
