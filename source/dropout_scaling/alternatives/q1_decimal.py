"""Numbers of the decimal module.

question: q1_expectation
fails: none
"""
from decimal import Decimal
mean_plain = Decimal("0.8") * 4
mean_inverted = Decimal(4)
