"""Numbers that were read off, and a list.

question: q6_start
fails: none
cell: loss_of_100
"""
first_loss = 2.31
loss_of_100 = 4.61
facts = ["e", "d", "b"]
