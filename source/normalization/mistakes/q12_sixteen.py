"""The noise is believed to fall like the size.

question: q12_noise
fails: test_factor_of_the_noise
cell: factor
"""
factor = 16
