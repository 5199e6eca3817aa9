"""All biases are believed to move.

question: q3_relu
fails: test_what_moves_with_relu
"""
loss_start = 0.5
loss_limit = 0.4992
moving = {"b1", "b2", "b3"}
reason = "c"
