"""The positives come first.

question: q14_order
fails: test_dead_units_by_hand
cell: negatives_first
"""
def negatives_first(x, y):
    order = torch.argsort((y < 0).int(), stable=True)
    return x[order], y[order]
