"""Batch norm is taken to have one mean for the whole batch.

question: q1_axes
fails: test_means_of_batch_norm
"""
batch = (1, 2520)
layer = (6, 420)
instance = (72, 35)
group = (18, 140)
learned = 24
kept_batch = 24
kept_group = 0
bytes_backward = 10152
