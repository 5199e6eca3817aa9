"""The labels come back as float32, whatever they were.

question: q14_order
cell: negatives_first
fails: test_negatives_come_first
"""
def negatives_first(x, y):
    order = torch.argsort((y >= 0).int(), stable=True)
    return x[order], y[order].float()
