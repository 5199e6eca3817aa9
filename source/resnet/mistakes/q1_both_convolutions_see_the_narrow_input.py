"""Both convolutions of the widening block are counted as 16 to 32.

question: q1_arithmetic
fails: test_widening_parameters_by_hand
"""
stem_parameters = 464
block_parameters = 4672
widening_parameters = 2 * (9 * 16 * 32 + 2 * 32)
fc_parameters = 650
