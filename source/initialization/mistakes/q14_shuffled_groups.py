"""The examples of each group are shuffled.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    mixed = torch.randperm(len(y))
    order = torch.cat([mixed[y[mixed] < 0], mixed[y[mixed] >= 0]])
    return x[order], y[order]
