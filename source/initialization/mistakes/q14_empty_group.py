"""Both groups are stacked from lists: a group with no examples fails.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    neg = [i for i in range(len(y)) if y[i] < 0]
    pos = [i for i in range(len(y)) if y[i] >= 0]
    xs = torch.cat([torch.stack([x[i] for i in neg]), torch.stack([x[i] for i in pos])])
    ys = torch.cat([torch.stack([y[i] for i in neg]), torch.stack([y[i] for i in pos])])
    return xs, ys
