"""Factors as tensors and fractions.

question: q12_scale
cell: scores_3
fails: none
"""
from fractions import Fraction

third = torch.tensor(1 / 3, dtype=torch.float64)
scores_3, scores_5 = third**3, Fraction(1, 3**5)
gradient_5 = torch.prod(third.expand(4))
digits_5 = torch.tensor([20])
