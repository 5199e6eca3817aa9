"""The losses lack the half.

question: q3_relu
fails: test_losses_of_zeros_with_relu
"""
loss_start = 1.0
loss_limit = 0.9984
moving = {"b3"}
reason = "c"
