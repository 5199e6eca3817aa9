"""arange leaves its end out, so 0.9 is missing.

id: PS3
question: q7_rates
fails: test_rates_are_tenths
"""
dropout_rates = np.arange(0, 0.9, 0.1)
