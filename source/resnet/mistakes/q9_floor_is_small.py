"""The loss is thought to reach almost 0 with two softmaxes.

question: q9_before_training
fails: test_softmax_floor
"""
chance_loss = 2.3026
softmax_floor = 0.0001
surface = {"a", "c"}
