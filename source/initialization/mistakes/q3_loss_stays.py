"""The loss is believed to stay where it is, since nothing moves.

question: q3_relu
fails: test_losses_of_zeros_with_relu
"""
loss_start = 0.5
loss_limit = 0.5
moving = {"b3"}
reason = "c"
