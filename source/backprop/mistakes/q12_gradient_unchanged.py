"""The gradient of the first layer is believed not to care.

question: q12_scale
fails: test_factor_of_the_gradient
"""
scores_3 = 1 / 27
scores_5 = 1 / 243
gradient_5 = 1 / 3
digits_5 = 20
