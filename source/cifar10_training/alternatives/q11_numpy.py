"""With NumPy.

question: q11_sweep
fails: none
cell: verdict
"""
import numpy as np


def verdict(first, second):
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if a.size == 1 or b.size == 1:
        return "can't be ranked"
    z = a.mean() - b.mean()
    limit = 3 * np.sqrt(a.var(ddof=1) / a.size + b.var(ddof=1) / b.size)
    return "first" if z > limit else "second" if -z > limit else "can't be ranked"
