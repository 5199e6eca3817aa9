"""Three decimals, cut off.

question: q8_std
fails: none
cell: z_square
"""
z_square = 3.0
relu_share = 0.5
xavier_ten = 0.031
bound = 0.2
default_factor = 0.333
