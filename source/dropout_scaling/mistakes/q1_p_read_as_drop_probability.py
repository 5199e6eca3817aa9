"""The keep probability is read as the drop probability, so the mean is a(1-p).

question: q1_expectation
fails: test_mean_of_plain_dropout
"""
mean_plain = 4.0 * (1 - 0.8)
mean_inverted = 4.0
