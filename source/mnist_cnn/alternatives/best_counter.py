"""Sums in a Counter.

question: q9_best
fails: none
"""
from collections import Counter


def best_rate(sweeps):
    total = Counter()
    for one in sweeps:
        total.update(one)
    return total.most_common(1)[0][0]
