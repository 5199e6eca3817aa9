"""The standard deviation is given in place of the variance.

question: q3_variance
fails: test_variance_of_inverted_dropout
"""
var_plain = 1.6
var_inverted = 2.0
