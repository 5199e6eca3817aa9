"""The keep probability is read as a drop probability, which only the inverted form shows.

question: q3_variance
fails: test_variance_of_inverted_dropout
"""
var_plain = 16 * 0.6 * 0.4
var_inverted = 16 * 0.6 / 0.4
