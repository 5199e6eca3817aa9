"""Batch variances are believed to be right on average.

question: q10_few
fails: test_one_row_and_many_pairs
"""
upper_two = 1
dx_two = 0
dx_two_eps = 5 / 54
out_one = 0.5
share_two = 1
test_std_two = 1
like_batch = {"c", "f"}
like_layer = {"b", "e"}
layer_fails = {"b"}
