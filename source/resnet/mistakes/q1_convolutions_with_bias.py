"""The convolutions are given a bias although batch norm follows them.

question: q1_arithmetic
fails: test_stem_parameters
"""
stem_parameters = 27 * 16 + 16 + 32
block_parameters = 2 * (9 * 16 * 16 + 16 + 32)
widening_parameters = 9 * 16 * 32 + 9 * 32 * 32 + 2 * 32 + 128
fc_parameters = 650
