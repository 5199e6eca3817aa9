"""Tensors of one value.

question: q2_conventions
fails: none
"""
scale_keep = 1 / torch.tensor(0.3)
scale_drop = 1 / torch.tensor(0.7)
torch_argument = 1 - torch.tensor(0.8)
