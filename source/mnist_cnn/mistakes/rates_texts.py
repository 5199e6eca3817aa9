"""The rates are texts.

question: q7_rates
fails: test_rates_are_tenths
"""
dropout_rates = [f"0.{k}" for k in range(10)]
