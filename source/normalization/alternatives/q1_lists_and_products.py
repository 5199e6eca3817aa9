"""Lists, and numbers that are computed.

question: q1_axes
fails: none
"""
batch = [12, 6 * 35]
layer = [6.0, 420.0]
instance = (72, 35)
group = torch.tensor([18, 140])
learned = 24
kept_batch = 24
kept_group = 0
bytes_backward = 4 * 2520 + 4 * 18.0
