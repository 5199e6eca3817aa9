"""A negative gamma is taken for a negative standard deviation.

question: q1_by_hand
fails: test_by_hand_training_mode
"""
train_mean = [1.0, -2.0, 0.5]
train_std = [2, 0.5, -1]
eval_mean = [11.0, -2.0, -3.5]
eval_std = [6, 0.5, -2]
running_mean = 0.4
running_var = 2.2
