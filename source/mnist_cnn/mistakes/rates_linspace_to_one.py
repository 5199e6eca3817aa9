"""linspace includes its end, so ten values from 0 to 1 are ninths, and the last rate drops everything.

id: PS1
question: q7_rates
fails: test_rates_are_tenths, test_rates_are_probabilities
"""
dropout_rates = np.linspace(0, 1, 10)
