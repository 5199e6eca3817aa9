"""Initial weights of He are believed to fit a leaky ReLU as well.

question: q8_penalties
fails: test_leaky_growth
cell: dropout_alone
"""
dropout_alone = 2 / 3
leaky_growth = 1.0
