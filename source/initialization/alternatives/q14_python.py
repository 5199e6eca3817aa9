"""Indices sorted in Python.

question: q14_order
cell: negatives_first
fails: none
"""
def negatives_first(x, y):
    order = sorted(range(len(y)), key=lambda n: not y[n] < 0)
    return torch.stack([x[n] for n in order]), torch.stack([y[n] for n in order])
