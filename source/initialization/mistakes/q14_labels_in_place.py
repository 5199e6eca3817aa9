"""The labels of the caller are sorted in place.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    order = torch.argsort((y >= 0).int(), stable=True)
    y[:] = y[order].clone()
    return x[order], y
