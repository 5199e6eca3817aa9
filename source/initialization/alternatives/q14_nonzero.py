"""Both groups by nonzero, index_select on both.

question: q14_order
fails: none
cell: negatives_first
"""
def negatives_first(x, y):
    index = torch.cat([torch.nonzero(y < 0).flatten(), torch.nonzero(~(y < 0)).flatten()])
    return x.index_select(0, index), y.index_select(0, index)
