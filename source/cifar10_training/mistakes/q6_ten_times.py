"""Ten times as many classes are believed to give ten times the loss.

question: q6_start
fails: test_losses_before_the_first_step
cell: loss_of_100
"""
first_loss = 2.303
loss_of_100 = 23.03
facts = {"b", "d", "e"}
