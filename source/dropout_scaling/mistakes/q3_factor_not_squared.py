"""A factor a is thought to multiply a variance by a, not by its square.

question: q3_variance
fails: test_variance_of_plain_dropout
"""
var_plain = 4.0 * 0.6 * 0.4
var_inverted = 4.0 * 0.4 / 0.6
