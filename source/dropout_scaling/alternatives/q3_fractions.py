"""Exact fractions from the standard library.

question: q3_variance
fails: none
"""
from fractions import Fraction

p = Fraction(3, 5)
var_plain = 16 * p * (1 - p)
var_inverted = 16 * (1 - p) / p
