"""The argument of nn.Dropout is read as a keep probability.

question: q2_conventions
fails: test_scale_from_drop_probability
"""
scale_keep = 1 / 0.3
scale_drop = 1 / 0.3
torch_argument = 0.2
