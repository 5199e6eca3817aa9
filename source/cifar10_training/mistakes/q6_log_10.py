"""Logarithm to the base 10.

question: q6_start
fails: test_losses_before_the_first_step
cell: loss_of_100
"""
first_loss = 2.303
loss_of_100 = 2.0
facts = {"b", "d", "e"}
