"""A padding of 4 on each side is thought to give 8 places.

question: q9_before_training
fails: test_untouched_images
"""
steps = 21_120
untouched_images = 45_000 / (8 * 8 * 2)
surface = {"a", "c"}
