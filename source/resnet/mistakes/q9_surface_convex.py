"""A smoother surface is taken for a convex one.

question: q9_before_training
fails: test_loss_surface
"""
chance_loss = 2.3026
softmax_floor = 1.4612
surface = {"a", "b", "c"}
