"""Whole numbers and tuples are as good as floats and lists.

question: q1_by_hand
fails: none
"""
train_mean = (1, -2, 0.5)
train_std = (2, 0.5, 1)
eval_mean = (11, -2, -3.5)
eval_std = (6, 0.5, 2)
running_mean = 0.9 * 0 + 0.1 * 4
running_var = 0.9 + 0.1 * 13
