"""Batch norm is taken to average over the images alone, a mean for each pixel.

question: q1_axes
fails: test_means_of_batch_norm
"""
batch = (420, 6)
layer = (6, 420)
instance = (72, 35)
group = (18, 140)
learned = 24
kept_batch = 24
kept_group = 0
bytes_backward = 10152
