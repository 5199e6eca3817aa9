"""Scores are believed to be in proportion to the weights.

question: q12_scale
fails: test_factors_of_the_scores
"""
scores_3 = 1 / 3
scores_5 = 1 / 3
gradient_5 = 1 / 81
digits_5 = 20
