"""Eleven values, with the rate 1, which drops everything.

id: PS2
question: q7_rates
fails: test_rates_are_tenths, test_rates_are_probabilities
"""
dropout_rates = [k / 10 for k in range(11)]
