"""The shortcut is thought to make the surface rougher, or not to matter.

id: D-1.10
question: q9_before_training
fails: test_loss_surface
"""
chance_loss = 2.3026
softmax_floor = 1.4612
surface = {"c"}
