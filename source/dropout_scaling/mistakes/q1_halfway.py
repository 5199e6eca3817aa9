"""The mean is taken as the average of the two possible values, as if both were equally frequent.

question: q1_expectation
fails: test_mean_of_inverted_dropout
"""
mean_plain = (0 + 4.0) / 2
mean_inverted = (0 + 5.0) / 2
