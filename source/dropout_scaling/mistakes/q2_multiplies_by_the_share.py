"""Units that are kept are thought to be multiplied by the share that is kept, not divided by it.

question: q2_conventions
fails: test_scale_from_drop_probability
"""
scale_keep = 0.3
scale_drop = 0.7
torch_argument = 0.2
