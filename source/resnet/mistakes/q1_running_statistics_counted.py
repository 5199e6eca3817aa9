"""Running mean and variance are counted as parameters, so batch norm has four numbers for each channel.

question: q1_arithmetic
fails: test_stem_parameters, test_block_parameters_by_hand
"""
stem_parameters = 27 * 16 + 4 * 16
block_parameters = 2 * (9 * 16 * 16 + 4 * 16)
widening_parameters = 9 * 16 * 32 + 9 * 32 * 32 + 2 * 4 * 32
fc_parameters = 650
