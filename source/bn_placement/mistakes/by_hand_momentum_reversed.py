"""Momentum 0.1 is read as the weight of the old value.

question: q1_by_hand
fails: test_by_hand_running_statistics
"""
train_mean = [1.0, -2.0, 0.5]
train_std = [2.0, 0.5, 1.0]
eval_mean = [11.0, -2.0, -3.5]
eval_std = [6.0, 0.5, 2.0]
running_mean = 0.1 * 0 + 0.9 * 4
running_var = 0.1 * 1 + 0.9 * 13
