"""Cut off after two decimals.

question: q6_start
fails: none
cell: loss_of_100
"""
first_loss = torch.tensor(2.2987)
loss_of_100 = 4.60
facts = frozenset("bde")
