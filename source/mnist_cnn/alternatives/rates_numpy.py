"""An array of NumPy.

id: control
question: q7_rates
fails: none
"""
dropout_rates = np.arange(10) / 10
