"""The error rate of guessing is given in place of the loss.

question: q9_before_training
fails: test_chance_loss
"""
chance_loss = 0.9
softmax_floor = 1.4612
surface = {"a", "c"}
