"""A set, which has no order.

question: q7_rates
fails: test_rates_are_tenths
"""
dropout_rates = {k / 10 for k in range(10)}
