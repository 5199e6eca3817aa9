"""The deviation of z, not its mean square.

question: q8_std
fails: test_mean_squares
cell: z_square
"""
z_square = 1.7320508
relu_share = 0.5
xavier_ten = 0.03125
bound = 0.2
default_factor = 1 / 3
