"""The second average is divided by without its root.

question: q6_correction
fails: test_first_steps
"""
first_corrected = 0.1
first_uncorrected = 0.1 * 0.3 / 0.009
guess = "too long"
longest = 12
