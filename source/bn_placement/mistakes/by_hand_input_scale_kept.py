"""The deviation of the input is multiplied by gamma, as if nothing had been divided out.

question: q1_by_hand
fails: test_by_hand_training_mode
"""
train_mean = [1.0, -2.0, 0.5]
train_std = [6, 0.5, 2]
eval_mean = [11.0, -2.0, -3.5]
eval_std = [6.0, 0.5, 2.0]
running_mean = 0.4
running_var = 2.2
