"""random.sample, and the others in their order.

question: q10b_split
fails: none
"""
import random

shared = torch.tensor(5 / 6)


def fair_split(images, labels, held_out):
    chosen = set(random.sample(range(len(images)), held_out))
    rest = [i for i in range(len(images)) if i not in chosen]
    chosen = sorted(chosen)
    return (images[rest], labels[rest]), (images[chosen], labels[chosen])
