"""The output layer is forgotten.

question: q12_scale
fails: test_factors_of_the_scores, test_powers_of_ten
"""
scores_3 = 0.25
scores_5 = 0.0625
gradient_5 = 0.0625
digits_5 = 16
