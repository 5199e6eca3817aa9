"""Four powers of ten, as for one layer.

question: q12_scale
fails: test_powers_of_ten
"""
scores_3 = 0.125
scores_5 = 0.03125
gradient_5 = 0.0625
digits_5 = 4
