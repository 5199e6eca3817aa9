"""Scores are believed to be in proportion to the weights.

question: q12_scale
fails: test_factors_of_the_scores
"""
scores_3 = 0.5
scores_5 = 0.5
gradient_5 = 0.0625
digits_5 = 20
