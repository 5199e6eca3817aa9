"""The last, smaller batch is forgotten.

question: q9_before_training
fails: test_steps
"""
steps = 60 * (45_000 // 128)
untouched_images = 277.8
surface = {"a", "c"}
