"""Percentages instead of probabilities.

id: PS5
question: q7_rates
fails: test_rates_are_probabilities, test_rates_are_tenths
"""
dropout_rates = list(range(0, 100, 10))
