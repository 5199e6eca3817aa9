"""The higher training error of the deep plain network is called overfitting.

question: q9_before_training
fails: test_loss_surface
"""
chance_loss = 2.3026
softmax_floor = 1.4612
surface = {"a", "c", "e"}
