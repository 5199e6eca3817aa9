"""functools.reduce over pairs, with the difference of the means.

question: q9_merge
fails: none
cell: merge_statistics
"""
from functools import reduce
def _pair(a, b):
    (n, mean_a, var_a), (m, mean_b, var_b) = a, b
    delta, total = mean_b - mean_a, n + m
    mean = mean_a + delta * (m / total)
    var = (n * var_a + m * var_b + delta**2 * (n * m / total)) / total
    return total, mean, var
def merge_statistics(parts):
    return reduce(_pair, parts)
