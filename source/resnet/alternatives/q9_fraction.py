"""A fraction, a tensor, and a frozenset.

question: q9_before_training
fails: none
"""
from fractions import Fraction

steps = torch.tensor(352 * 60)
untouched_images = Fraction(45_000, 162)
surface = frozenset("ac")
