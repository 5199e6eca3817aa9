"""The whole last layer is believed to move, as with the sigmoid.

question: q3_relu
fails: test_what_moves_with_relu
"""
loss_start = 0.5
loss_limit = 0.4992
moving = {"W3", "b3"}
reason = "c"
