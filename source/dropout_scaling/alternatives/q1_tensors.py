"""Tensors of one value.

question: q1_expectation
fails: none
"""
mean_plain = torch.tensor([0.0, 4.0]) @ torch.tensor([0.2, 0.8])
mean_inverted = torch.tensor(4.0)
