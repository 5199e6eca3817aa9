"""An epoch is given 351.56 steps.

question: q9_before_training
fails: test_steps
"""
steps = 60 * 45_000 / 128
untouched_images = 277.8
surface = {"a", "c"}
