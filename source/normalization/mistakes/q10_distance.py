"""The output keeps the distance.

question: q10_few
fails: test_two_rows
"""
upper_two = 2
dx_two = 0
dx_two_eps = 5 / 54
out_one = 0.5
share_two = 1 / 2
test_std_two = 1.414
like_batch = {"c", "f"}
like_layer = {"b", "e"}
layer_fails = {"b"}
