"""Examples with the label 0 are in neither group.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    return torch.cat([x[y < 0], x[y > 0]]), torch.cat([y[y < 0], y[y > 0]])
