"""The slope is taken for the activation.

question: q5_sigmoid
fails: test_ratio_and_slopes
"""
ratio = 0.25
two_slopes = 0.0625
rows_W1 = 1
rows_W2 = 1
facts = {"b", "d", "f"}
