"""The gradient of the first layer is believed not to care.

question: q12_scale
fails: test_factor_of_the_gradient
"""
scores_3 = 0.125
scores_5 = 0.03125
gradient_5 = 0.5
digits_5 = 20
