"""The length is multiplied by the gradient.

question: q6_correction
fails: test_first_steps
"""
first_corrected = 0.3
first_uncorrected = 0.949
guess = "too long"
longest = 12
