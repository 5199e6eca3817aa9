"""linspace in float32.

question: q7_rates
fails: none
"""
dropout_rates = np.linspace(0, 0.9, 10, dtype=np.float32)
