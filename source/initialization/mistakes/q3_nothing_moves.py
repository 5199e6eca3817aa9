"""Nothing is believed to move.

question: q3_relu
fails: test_what_moves_with_relu
"""
loss_start = 0.5
loss_limit = 0.4992
moving = set()
reason = "c"
