"""With NumPy's root and the harmonic way of writing it.

question: q8_std
fails: none
cell: he_std
"""
import numpy as np
def he_std(fan_in):
    return np.sqrt(2.0) / np.sqrt(fan_in)
def xavier_std(fan_in, fan_out):
    mean_fan = (fan_in + fan_out) / 2
    return np.sqrt(1 / mean_fan)
