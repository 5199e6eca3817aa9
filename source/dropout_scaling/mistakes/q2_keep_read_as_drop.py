"""A keep probability is read as PyTorch would read its argument.

question: q2_conventions
fails: test_scale_from_keep_probability
"""
scale_keep = 1 / (1 - 0.3)
scale_drop = 1 / 0.7
torch_argument = 0.2
