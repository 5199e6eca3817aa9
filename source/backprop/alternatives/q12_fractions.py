"""Powers of two.

question: q12_scale
fails: none
"""
scores_3 = 3**-3
scores_5 = 1 / 243
gradient_5 = 3.0**-4
digits_5 = 4 * 5
