"""Rates are believed to add up.

question: q8_penalties
fails: test_dropout_alone
cell: dropout_alone
"""
dropout_alone = 1.0
leaky_growth = 1.04**50
