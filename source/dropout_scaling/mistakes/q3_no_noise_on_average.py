"""As the mean is right, inverted dropout is thought to have no variance.

question: q3_variance
fails: test_variance_of_inverted_dropout
"""
var_plain = 3.84
var_inverted = 0.0
