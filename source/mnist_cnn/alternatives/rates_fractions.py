"""Fractions.

question: q7_rates
fails: none
"""
from fractions import Fraction

dropout_rates = [Fraction(k, 10) for k in range(10)]
