"""The other guess.

question: q6_correction
fails: none
"""
first_corrected = 0.1
first_uncorrected = 0.316
guess = "too long"
longest = 12
