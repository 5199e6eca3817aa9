"""The steps are accumulated.

question: q9_descend
fails: none
cell: descend
"""
from itertools import accumulate


def descend(rule, gradient, w, steps, config=None):
    def step(at, _):
        place, kept = at
        return rule(place, gradient(place), kept)

    return torch.stack([place for place, _ in accumulate(range(steps), step, initial=(w, config))])
