"""The images of all 60 epochs are added up.

question: q9_before_training
fails: test_untouched_images
"""
steps = 21_120
untouched_images = 60 * 45_000 / 162
surface = {"a", "c"}
