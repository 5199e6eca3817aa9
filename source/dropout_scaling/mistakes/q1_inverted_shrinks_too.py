"""Inverted dropout is thought to shrink the mean just as plain dropout does.

question: q1_expectation
fails: test_mean_of_inverted_dropout
"""
mean_plain = 3.2
mean_inverted = 3.2
