"""Tensors, arrays, fractions and decimals.

question: q1_by_hand
fails: none
"""
from decimal import Decimal
from fractions import Fraction

import numpy as np

train_mean = torch.tensor([1.0, -2.0, 0.5])
train_std = np.array([2, 0.5, 1])
eval_mean = [Fraction(11), torch.tensor(-2), np.float32(-3.5)]
eval_std = (6, Fraction(1, 2), 2)
running_mean = Fraction(2, 5)
running_var = Decimal("2.2")
