"""Batch norm subtracts the mean and divides by the deviation, so the outputs are believed to have mean 0 and deviation 1.

id: D-1.1
question: q1_by_hand
fails: test_by_hand_training_mode
"""
train_mean = [0, 0, 0]
train_std = [1, 1, 1]
eval_mean = [11.0, -2.0, -3.5]
eval_std = [6.0, 0.5, 2.0]
running_mean = 0.4
running_var = 2.2
