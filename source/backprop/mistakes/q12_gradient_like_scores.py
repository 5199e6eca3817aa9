"""The gradient is believed to change like the scores.

question: q12_scale
fails: test_factor_of_the_gradient
"""
scores_3 = 0.125
scores_5 = 0.03125
gradient_5 = 0.03125
digits_5 = 20
