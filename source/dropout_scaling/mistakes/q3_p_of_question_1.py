"""The keep probability of question 1 is taken again, 0.8 for 0.6.

question: q3_variance
fails: test_variance_of_plain_dropout, test_variance_of_inverted_dropout
"""
var_plain = 16 * 0.8 * 0.2
var_inverted = 16 * 0.2 / 0.8
