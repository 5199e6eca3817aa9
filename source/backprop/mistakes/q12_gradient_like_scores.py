"""The gradient is believed to change like the scores.

question: q12_scale
fails: test_factor_of_the_gradient
"""
scores_3 = 1 / 27
scores_5 = 1 / 243
gradient_5 = 1 / 243
digits_5 = 20
