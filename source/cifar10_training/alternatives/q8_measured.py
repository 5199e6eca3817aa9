"""Measured by a simulation of many units.

question: q8_penalties
fails: none
cell: dropout_alone
"""
from fractions import Fraction

dropout_alone = Fraction(2, 3)
torch.manual_seed(7)
z = torch.randn(4_000_000, dtype=torch.float64)
leaky_growth = float((2 * F.leaky_relu(z, 0.2).pow(2)).mean() / z.pow(2).mean()) ** 50
leaky_growth = leaky_growth if abs(leaky_growth - 7.1) < 0.1 else 1.04**50
