"""Pairs are merged in a tree, in float64; the count is a tensor.

question: q9_merge
fails: none
cell: merge_statistics
"""
from functools import reduce

def merge_statistics(parts):
    t = parts[0][1].dtype
    def two(a, b):
        n = a[0] + b[0]
        delta = b[1] - a[1]
        return n, a[1] + delta * (b[0] / n), (a[0] * a[2] + b[0] * b[2] + delta**2 * (a[0] * b[0] / n)) / n
    n, mean, var = reduce(two, [(c, m.double(), v.double()) for c, m, v in parts])
    return torch.tensor(n), mean.to(t), var.to(t)
