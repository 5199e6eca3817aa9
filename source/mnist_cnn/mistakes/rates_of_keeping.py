"""Probabilities of keeping a unit, from 1 down to 0.1.

id: PS6
question: q7_rates
fails: test_rates_are_probabilities, test_rates_are_tenths
"""
dropout_rates = [1 - k / 10 for k in range(10)]
