"""A local minimum is taken for the reason.

question: q3_relu
fails: test_reason_with_relu
"""
loss_start = 0.5
loss_limit = 0.4992
moving = {"b3"}
reason = "d"
