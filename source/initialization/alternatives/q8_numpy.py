"""With NumPy's root and the harmonic way of writing it.

question: q8_std
fails: none
"""
import numpy as np
def he_std(fan_in):
    return np.sqrt(2.0) / np.sqrt(fan_in)
def xavier_std(fan_in, fan_out):
    mean_fan = (fan_in + fan_out) / 2
    return np.sqrt(1 / mean_fan)
z_square = np.float32(3)
relu_share = np.float64(1) / 2
xavier_ten = 2**-5
bound = np.sqrt(6 / 150)
default_factor = np.mean([1 / 3])
