"""The scale 1/p is handed to nn.Dropout in place of a probability.

question: q2_conventions
fails: test_argument_of_torch
"""
scale_keep = 1 / 0.3
scale_drop = 1 / 0.7
torch_argument = 1 / 0.8
