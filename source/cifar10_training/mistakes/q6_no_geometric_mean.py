"""Does not see what a mean logarithm is.

question: q6_start
fails: test_facts_on_the_first_loss
cell: loss_of_100
"""
first_loss = 2.303
loss_of_100 = 4.605
facts = {"b", "e"}
