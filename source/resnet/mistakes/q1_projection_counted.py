"""The shortcut of the widening block is counted as a 1x1 convolution with batch norm, which is option B.

question: q1_arithmetic
fails: test_widening_parameters_by_hand
"""
stem_parameters = 464
block_parameters = 4672
widening_parameters = 9 * 16 * 32 + 9 * 32 * 32 + 128 + 16 * 32 + 2 * 32
fc_parameters = 650
