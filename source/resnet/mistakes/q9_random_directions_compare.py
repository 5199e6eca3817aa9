"""Random directions of one length are thought to be comparable between networks.

question: q9_before_training
fails: test_loss_surface
"""
steps = 21_120
untouched_images = 277.8
surface = {"a", "c", "d"}
