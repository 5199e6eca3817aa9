"""Only the convolutions have parameters: batch norm is left out.

question: q1_arithmetic
fails: test_stem_parameters, test_block_parameters_by_hand, test_widening_parameters_by_hand
"""
stem_parameters = 27 * 16
block_parameters = 2 * 9 * 16 * 16
widening_parameters = 9 * 16 * 32 + 9 * 32 * 32
fc_parameters = 650
