"""The bias of the fully connected layer is forgotten.

question: q1_arithmetic
fails: test_fc_parameters
"""
stem_parameters = 464
block_parameters = 4672
widening_parameters = 13952
fc_parameters = 64 * 10
