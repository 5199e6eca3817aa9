"""The average loss of the first epoch is given, not the loss before the first step.

question: q9_before_training
fails: test_chance_loss
"""
chance_loss = 1.8561
softmax_floor = 1.4612
surface = {"a", "c"}
