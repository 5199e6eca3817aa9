"""Layer norm and instance norm are mixed up.

question: q1_axes
fails: test_means_of_layer_and_instance_norm
"""
batch = (12, 210)
layer = (72, 35)
instance = (6, 420)
group = (18, 140)
learned = 24
kept_batch = 24
kept_group = 0
bytes_backward = 10152
