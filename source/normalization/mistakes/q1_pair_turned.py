"""The two numbers are mixed up.

question: q1_axes
fails: test_means_of_batch_norm, test_means_of_layer_and_instance_norm, test_means_of_group_norm
"""
batch = (210, 12)
layer = (420, 6)
instance = (35, 72)
group = (140, 18)
learned = 24
kept_batch = 24
kept_group = 0
bytes_backward = 10152
