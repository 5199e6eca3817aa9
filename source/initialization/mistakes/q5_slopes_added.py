"""The slopes are added.

question: q5_sigmoid
fails: test_ratio_and_slopes
"""
ratio = 0.5
two_slopes = 0.5
rows_W1 = 1
rows_W2 = 1
facts = {"b", "d", "f"}
