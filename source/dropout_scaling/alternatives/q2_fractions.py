"""Exact fractions from the standard library.

question: q2_conventions
fails: none
"""
from fractions import Fraction

scale_keep = Fraction(10, 3)
scale_drop = Fraction(10, 7)
torch_argument = Fraction(1, 5)
