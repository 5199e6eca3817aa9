"""The mirror image is forgotten.

question: q9_before_training
fails: test_untouched_images
"""
steps = 21_120
untouched_images = 45_000 / 81
surface = {"a", "c"}
