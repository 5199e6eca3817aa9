"""The same counts as plain numbers.

question: q1_arithmetic
fails: none
"""
stem_parameters = 464
block_parameters = 4672
widening_parameters = 13952
fc_parameters = 650
