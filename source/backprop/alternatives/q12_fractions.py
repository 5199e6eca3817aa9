"""Powers of two.

question: q12_scale
fails: none
"""
scores_3 = 2**-3
scores_5 = 1 / 32
gradient_5 = 2.0**-4
digits_5 = 4 * 5
