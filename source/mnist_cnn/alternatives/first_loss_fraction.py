"""A fraction, and PyTorch's logarithm.

question: q3_first_loss
fails: none
"""
from fractions import Fraction

first_loss = -torch.log(torch.tensor(0.1))
first_accuracy = Fraction(1, 10)
