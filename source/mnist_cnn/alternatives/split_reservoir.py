"""Reservoir sampling, one image after the other.

question: q10b_split
fails: none
"""
import random

shared = 10 / 12


def fair_split(images, labels, held_out):
    kept = list(range(held_out))
    for k in range(held_out, len(images)):
        j = random.randint(0, k)
        if j < held_out:
            kept[j] = k
    val = torch.tensor(sorted(kept))
    rest = torch.tensor(sorted(set(range(len(images))) - set(kept)))
    return (images[rest], labels[rest]), (images[val], labels[val])
