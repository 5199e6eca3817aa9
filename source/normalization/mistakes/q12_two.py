"""A factor of two for each doubling, and of one for two.

question: q12_noise
fails: test_factor_of_the_noise
cell: factor
"""
factor = 2
