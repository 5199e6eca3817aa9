"""The loss is believed to go to 0 in the end.

question: q3_relu
fails: test_losses_of_zeros_with_relu
"""
loss_start = 0.5
loss_limit = 0.0
moving = {"b3"}
reason = "c"
