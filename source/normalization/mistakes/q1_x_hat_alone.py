"""The deviations are forgotten.

question: q1_axes
fails: test_bytes_of_the_backward_pass
"""
batch = (12, 210)
layer = (6, 420)
instance = (72, 35)
group = (18, 140)
learned = 24
kept_batch = 24
kept_group = 0
bytes_backward = 10080
