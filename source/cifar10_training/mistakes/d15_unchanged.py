"""The penalty is believed to add nothing.

question: q8_penalties
fails: test_dropout_alone
cell: dropout_alone
"""
dropout_alone = 0.5
leaky_growth = 1.04**50
