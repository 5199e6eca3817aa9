"""Decimals and a NumPy array of one number.

question: q1_expectation
fails: none
"""
from decimal import Decimal

mean_plain = Decimal("3.2")
mean_inverted = np.array([4.0])
