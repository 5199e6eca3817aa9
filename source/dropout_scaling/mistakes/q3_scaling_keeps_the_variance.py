"""The scaling is thought to restore the variance of plain dropout along with the mean.

question: q3_variance
fails: test_variance_of_inverted_dropout
"""
var_plain = 3.84
var_inverted = 3.84
