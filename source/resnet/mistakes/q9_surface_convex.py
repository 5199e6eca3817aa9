"""A smoother surface is taken for a convex one.

question: q9_before_training
fails: test_loss_surface
"""
steps = 21_120
untouched_images = 277.8
surface = {"a", "b", "c"}
