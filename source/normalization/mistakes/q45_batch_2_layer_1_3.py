"""The seed's mix-up: an image by itself for batch norm, rows and the data set for layer norm.

question: q10_few
fails: test_ways_like_batch_norm, test_ways_like_layer_norm
"""
upper_two = 1
dx_two = 0
dx_two_eps = 5 / 54
out_one = 0.5
share_two = 1 / 2
test_std_two = 1.414
like_batch = {"b"}
like_layer = {"a", "c"}
layer_fails = {"b"}
