"""Tensors of one value.

question: q3_variance
fails: none
"""
var_plain = torch.tensor([0.0, 4.0]).square() @ torch.tensor([0.4, 0.6]) - 2.4**2
var_inverted = var_plain / 0.36
