"""The variance is divided by p, although a factor 1/p counts twice in a variance.

question: q3_variance
fails: test_variance_of_inverted_dropout
"""
var_plain = 2.56
var_inverted = 2.56 / 0.8
