"""The logarithm to base 10 is taken.

question: q9_before_training
fails: test_chance_loss
"""
chance_loss = 1.0
softmax_floor = 1.4612
surface = {"a", "c"}
