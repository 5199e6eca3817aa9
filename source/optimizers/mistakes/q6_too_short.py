"""Only the first average is looked at: a tenth.

question: q6_correction
fails: test_first_steps
"""
first_corrected = 0.1
first_uncorrected = 0.01
guess = "too long"
longest = 12
