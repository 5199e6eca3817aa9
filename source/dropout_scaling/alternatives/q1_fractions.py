"""Exact fractions from the standard library.

question: q1_expectation
fails: none
"""
from fractions import Fraction

mean_plain = Fraction(8, 10) * 4
mean_inverted = Fraction(4)
