"""Steps of 0.1 up to 1, which is left out; the values are off by rounding.

id: control
question: q7_rates
fails: none
"""
dropout_rates = np.arange(0, 1, 0.1)
