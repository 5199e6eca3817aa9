"""The output layer is forgotten.

question: q12_scale
fails: test_factors_of_the_scores, test_powers_of_ten
"""
scores_3 = 1 / 9
scores_5 = 1 / 81
gradient_5 = 1 / 81
digits_5 = 16
