"""Sorted by the label itself.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    order = torch.argsort(y, stable=True)
    return x[order], y[order]
