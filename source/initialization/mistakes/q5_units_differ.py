"""All units are believed to become different.

question: q5_sigmoid
fails: test_rows_after_training
"""
ratio = 0.5
two_slopes = 0.0625
rows_W1 = 4
rows_W2 = 2
facts = {"b", "d", "f"}
