"""Half of the square, forgetting that ReLU has half as well.

question: q8_penalties
fails: test_leaky_growth
cell: dropout_alone
"""
dropout_alone = 2 / 3
leaky_growth = 1.02**50
