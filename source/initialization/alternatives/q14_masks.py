"""With masks.

question: q14_order
fails: none
cell: negatives_first
"""
def negatives_first(x, y):
    below = y < 0
    return torch.cat([x[below], x[~below]]), torch.cat([y[below], y[~below]])
