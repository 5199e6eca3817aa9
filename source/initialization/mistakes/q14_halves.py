"""Half of the labels are taken for negative.

question: q14_order
fails: test_negatives_come_first
cell: negatives_first
"""
def negatives_first(x, y):
    order = torch.argsort(y, stable=True)
    rows, signs = x[order], y[order]
    half = len(y) // 2
    return torch.cat([rows[:half], rows[half:]]), torch.cat([-signs[:half].abs(), signs[half:].abs()])
