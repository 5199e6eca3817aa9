"""Dropout twice: 1 - 0.5 squared.

question: q8_penalties
fails: test_dropout_alone
cell: dropout_alone
"""
dropout_alone = 0.75
leaky_growth = 1.04**50
