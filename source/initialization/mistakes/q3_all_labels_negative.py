"""The output is believed to end at -1, the label of the larger class.

question: q3_relu
fails: test_losses_of_zeros_with_relu
"""
loss_start = 0.5
loss_limit = 0.48
moving = {"b3"}
reason = "c"
