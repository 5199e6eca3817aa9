"""With eps the deviation is taken as 2 plus the root of 5.

question: q10_few
fails: test_two_rows
"""
upper_two = 1.0
dx_two = 0.0
dx_two_eps = 0.5 / (2 + math.sqrt(5))
out_one = 0.5
share_two = 0.5
test_std_two = math.sqrt(2)
like_batch = {"c", "f"}
like_layer = {"b", "e"}
layer_fails = {"b"}
