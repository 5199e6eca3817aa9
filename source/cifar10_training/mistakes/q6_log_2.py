"""Logarithm to the base 2.

question: q6_start
fails: test_losses_before_the_first_step
cell: loss_of_100
"""
first_loss = 2.303
loss_of_100 = 6.64
facts = {"b", "d", "e"}
