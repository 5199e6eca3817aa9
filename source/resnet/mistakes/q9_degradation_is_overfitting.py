"""The higher training error of the deep plain network is called overfitting.

question: q9_before_training
fails: test_loss_surface
"""
steps = 21_120
untouched_images = 277.8
surface = {"a", "c", "e"}
