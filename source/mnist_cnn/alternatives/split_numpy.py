"""NumPy's permutation, indices as lists.

question: q10b_split
fails: none
"""
from fractions import Fraction

shared = Fraction(5, 6)


def fair_split(images, labels, held_out):
    order = np.random.permutation(len(labels)).tolist()
    pick = lambda where: (images[where], labels[where])
    return pick(order[held_out:]), pick(order[:held_out])
