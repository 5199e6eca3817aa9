"""PyTorch's counter of batches is believed to be needed at test time.

question: q1_axes
fails: test_what_is_learned_and_kept
"""
batch = (12, 210)
layer = (6, 420)
instance = (72, 35)
group = (18, 140)
learned = 24
kept_batch = 25
kept_group = 0
bytes_backward = 10152
