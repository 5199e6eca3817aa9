"""Only the labels 1 and -1 are looked for.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    order = torch.cat([(y == -1).nonzero().flatten(), (y == 1).nonzero().flatten()])
    return x[order], y[order]
