"""Steps are counted from 0.

question: q6_correction
fails: test_longest_step
"""
first_corrected = 0.1
first_uncorrected = 0.316
guess = "too long"
longest = 11
