"""Exact fractions from the standard library. The letters come as a set.

question: q7_mismatch
fails: none
"""
from fractions import Fraction

growth = Fraction(2) ** 3
remedies = {*"abe"}
