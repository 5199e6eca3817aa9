"""The variance of the coin is given, without the square of the activation.

question: q3_variance
fails: test_variance_of_plain_dropout
"""
var_plain = 0.8 * 0.2
var_inverted = 0.2 / 0.8
