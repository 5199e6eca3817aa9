"""fmean of the statistics module over a table, and the last of the sorted rates.

question: q9_best
fails: none
"""
from statistics import fmean


def best_rate(sweeps):
    table = {p: fmean(s[p] for s in sweeps) for p in sweeps[-1]}
    return sorted(table, key=table.get)[-1]
