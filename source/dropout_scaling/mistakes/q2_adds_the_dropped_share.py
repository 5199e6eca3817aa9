"""The factor is taken as one plus the share that was dropped.

question: q2_conventions
fails: test_scale_from_drop_probability
"""
scale_keep = 1 + 0.7
scale_drop = 1 + 0.3
torch_argument = 0.2
