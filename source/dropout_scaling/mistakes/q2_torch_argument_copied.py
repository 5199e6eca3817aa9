"""The keep probability of the paper is copied into nn.Dropout as it is.

question: q2_conventions
fails: test_argument_of_torch
"""
scale_keep = 1 / 0.3
scale_drop = 1 / 0.7
torch_argument = 0.8
