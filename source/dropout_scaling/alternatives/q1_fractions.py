"""Numbers are written as ints and fractions.

question: q1_expectation
fails: none
"""
mean_plain = 16 / 5
mean_inverted = 4
