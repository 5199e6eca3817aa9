"""A tuple of rounded numbers.

id: control
question: q7_rates
fails: none
"""
dropout_rates = tuple(round(0.1 * k, 1) for k in range(10))
