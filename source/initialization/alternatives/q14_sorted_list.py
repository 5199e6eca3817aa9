"""With Python's sorted, which is stable.

question: q14_order
fails: none
cell: negatives_first
"""
def negatives_first(x, y):
    order = sorted(range(len(y)), key=lambda n: bool(y[n] >= 0))
    return x[order], y[order]
