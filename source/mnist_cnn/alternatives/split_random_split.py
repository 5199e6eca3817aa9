"""random_split of PyTorch, and a Fraction.

question: q10b_split
fails: none
"""
from torch.utils.data import TensorDataset, random_split
from fractions import Fraction

shared = Fraction(5, 6)


def fair_split(images, labels, held_out):
    val, rest = random_split(TensorDataset(images, labels), [held_out, len(images) - held_out])
    return rest[:] if False else (images[list(rest.indices)], labels[list(rest.indices)]), (images[list(val.indices)], labels[list(val.indices)])
