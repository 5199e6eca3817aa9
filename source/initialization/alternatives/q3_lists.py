"""A list for the set, four decimals cut off.

question: q3_relu
fails: none
"""
loss_start = 0.5
loss_limit = 0.4992
moving = ["b3"]
reason = ["c"]
