"""The run without dropout, with which all others must be compared, is missing.

id: PS4
question: q7_rates
fails: test_rates_are_tenths
"""
dropout_rates = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
