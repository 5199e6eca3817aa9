"""The probability of keeping.

question: q8_penalties
fails: test_dropout_alone
cell: dropout_alone
"""
dropout_alone = 1 / 3
leaky_growth = 1.04**50
