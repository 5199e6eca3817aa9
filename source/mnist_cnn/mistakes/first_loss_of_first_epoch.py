"""The mean over the first epoch is given for the loss before the first step.

id: FL4
question: q3_first_loss
fails: test_first_loss
"""
first_loss = 1.8561
first_accuracy = 0.1
