"""Evaluation mode is believed to normalize with the statistics of the batch as well.

question: q1_by_hand
fails: test_by_hand_evaluation_mode
"""
train_mean = [1.0, -2.0, 0.5]
train_std = [2.0, 0.5, 1.0]
eval_mean = [1, -2, 0.5]
eval_std = [2, 0.5, 1]
running_mean = 0.4
running_var = 2.2
