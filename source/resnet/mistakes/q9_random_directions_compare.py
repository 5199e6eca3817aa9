"""Random directions of one length are thought to be comparable between networks.

question: q9_before_training
fails: test_loss_surface
"""
chance_loss = 2.3026
softmax_floor = 1.4612
surface = {"a", "c", "d"}
