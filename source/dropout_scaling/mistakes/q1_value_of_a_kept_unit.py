"""The value of a unit that is kept is taken for the mean.

question: q1_expectation
fails: test_mean_of_inverted_dropout
"""
mean_plain = 3.2
mean_inverted = 4.0 / 0.8
