"""The variance is divided by p, although a factor 1/p counts twice in a variance.

question: q3_variance
fails: test_variance_of_inverted_dropout
"""
var_plain = 3.84
var_inverted = 3.84 / 0.6
