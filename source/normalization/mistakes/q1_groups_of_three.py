"""Three channels a group, not three groups.

question: q1_axes
fails: test_means_of_group_norm
"""
batch = (12, 210)
layer = (6, 420)
instance = (72, 35)
group = (24, 105)
learned = 24
kept_batch = 24
kept_group = 0
bytes_backward = 10152
