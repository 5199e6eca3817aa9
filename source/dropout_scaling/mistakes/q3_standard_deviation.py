"""The standard deviation is given in place of the variance.

question: q3_variance
fails: test_variance_of_inverted_dropout
"""
var_plain = 3.84**0.5
var_inverted = (16 * 0.4 / 0.6) ** 0.5
