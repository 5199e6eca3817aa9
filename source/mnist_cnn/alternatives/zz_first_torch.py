"""Trial.

question: q3_first_loss
fails: none
"""
first_loss = 2.303
first_accuracy = 10 / 100
