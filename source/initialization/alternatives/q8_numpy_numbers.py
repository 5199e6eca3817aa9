"""NumPy's numbers, in other ways of writing them.

question: q8_std
fails: none
cell: z_square
"""
import numpy as np
z_square = np.float32(3)
relu_share = np.float64(1) / 2
xavier_ten = 2**-5
bound = np.sqrt(6 / 150)
default_factor = np.mean([1 / 3])
