"""The shortcut is thought to make the surface rougher, or not to matter.

id: D-1.10
question: q9_before_training
fails: test_loss_surface
"""
steps = 21_120
untouched_images = 277.8
surface = {"c"}
