"""Group norm is believed to keep running averages as well.

question: q1_axes
fails: test_what_is_learned_and_kept
"""
batch = (12, 210)
layer = (6, 420)
instance = (72, 35)
group = (18, 140)
learned = 24
kept_batch = 24
kept_group = 36
bytes_backward = 10152
