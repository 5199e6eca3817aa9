"""Plain dropout is thought to leave the mean alone, since dropping strikes at random.

question: q1_expectation
fails: test_mean_of_plain_dropout
"""
mean_plain = 4.0
mean_inverted = 4.0
