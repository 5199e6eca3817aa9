"""Only the left half is looked at.

question: q8_penalties
fails: test_leaky_growth
cell: dropout_alone
"""
dropout_alone = 2 / 3
leaky_growth = 0.2**50
