"""Added up layer by layer.

question: q8_penalties
fails: test_leaky_growth
cell: dropout_alone
"""
dropout_alone = 2 / 3
leaky_growth = 1 + 50 * 0.04
