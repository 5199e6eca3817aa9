"""The mean of the square is taken for the variance; the square of the mean is not subtracted.

question: q3_variance
fails: test_variance_of_plain_dropout
"""
var_plain = 16 * 0.6
var_inverted = 16 / 0.6
