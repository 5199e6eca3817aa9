"""The positives are left out.

question: q14_order
fails: test_dead_units_by_hand
cell: negatives_first
"""
def negatives_first(x, y):
    return x[y < 0], y[y < 0]
