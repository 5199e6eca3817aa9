"""itertools.accumulate over pairs; vstack-free.

question: q9_descend
fails: none
cell: descend
"""
from itertools import accumulate, repeat


def descend(rule, gradient, w, steps, config=None):
    pairs = accumulate(repeat(None, steps), lambda pair, _: rule(pair[0], gradient(pair[0]), pair[1]), initial=(w, config))
    return torch.stack([place.detach().clone() for place, _ in pairs], dim=0)
