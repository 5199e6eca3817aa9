"""A filter is taken to be 3 x 3 whatever the number of input channels.

question: q1_arithmetic
fails: test_stem_parameters
"""
stem_parameters = 9 * 16 + 32
block_parameters = 2 * (9 * 16 + 32)
widening_parameters = 9 * 32 + 9 * 32 + 128
fc_parameters = 650
