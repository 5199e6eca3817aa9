"""A label of 0 is taken for a negative one.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    order = torch.argsort((y > 0).int(), stable=True)
    return x[order], y[order]
