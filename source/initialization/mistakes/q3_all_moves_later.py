"""Everything is believed to move once the bias has.

question: q3_relu
fails: test_what_moves_with_relu
"""
loss_start = 0.5
loss_limit = 0.4992
moving = {"W1", "b1", "W2", "b2", "W3", "b3"}
reason = "c"
