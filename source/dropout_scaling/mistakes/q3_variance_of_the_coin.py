"""The variance of the coin is given, without the square of the activation.

question: q3_variance
fails: test_variance_of_plain_dropout
"""
var_plain = 0.6 * 0.4
var_inverted = 0.4 / 0.6
