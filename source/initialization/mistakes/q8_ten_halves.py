"""The mean square, without the root.

question: q8_std
fails: test_mean_squares
cell: z_square
"""
z_square = 3.0
relu_share = 0.5
xavier_ten = 0.0009765625
bound = 0.2
default_factor = 1 / 3
