"""The activation at 0 is taken for 1.

question: q5_sigmoid
fails: test_ratio_and_slopes
"""
ratio = 1.0
two_slopes = 0.0625
rows_W1 = 1
rows_W2 = 1
facts = {"b", "d", "f"}
