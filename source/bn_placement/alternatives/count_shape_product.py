"""The product of the shape, in a plain loop.

question: q4_count
fails: none
"""
import math


def count_parameters(model):
    counts = {}
    for name, p in model.named_parameters():
        counts[name] = math.prod(p.shape)
    return counts
