"""The images that are kept back for validation are trained on.

question: q9_before_training
fails: test_steps
"""
steps = 60 * 391
untouched_images = 277.8
surface = {"a", "c"}
