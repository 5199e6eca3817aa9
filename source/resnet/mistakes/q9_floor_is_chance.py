"""Two softmaxes are thought to leave the loss at chance.

question: q9_before_training
fails: test_softmax_floor
"""
chance_loss = 2.3026
softmax_floor = 2.3026
surface = {"a", "c"}
