"""Four powers of ten, as for one layer.

question: q12_scale
fails: test_powers_of_ten
"""
scores_3 = 1 / 27
scores_5 = 1 / 243
gradient_5 = 1 / 81
digits_5 = 4
