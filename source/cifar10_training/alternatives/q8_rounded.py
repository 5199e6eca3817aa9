"""Rounded.

question: q8_penalties
fails: none
cell: dropout_alone
"""
dropout_alone = 0.667
leaky_growth = 7.1
