"""1.8561: the mean of the first epoch in place of the loss before it.

question: q6_start
fails: test_losses_before_the_first_step
cell: loss_of_100
"""
first_loss = 1.8561
loss_of_100 = 4.605
facts = {"b", "d", "e"}
