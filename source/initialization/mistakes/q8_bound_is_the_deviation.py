"""r is taken for the deviation.

question: q8_std
fails: test_even_distributions
cell: z_square
"""
z_square = 3.0
relu_share = 0.5
xavier_ten = 0.03125
bound = 0.1154700
default_factor = 1 / 3
