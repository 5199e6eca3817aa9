"""The probability is given, not the number of images.

question: q9_before_training
fails: test_answers_have_the_right_form, test_untouched_images
"""
steps = 21_120
untouched_images = 1 / 162
surface = {"a", "c"}
