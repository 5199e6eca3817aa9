"""The biased variance enters the running variance, as in other courses, where PyTorch takes the unbiased one.

id: BN8
question: q1_by_hand
fails: test_by_hand_running_statistics
"""
train_mean = [1.0, -2.0, 0.5]
train_std = [2.0, 0.5, 1.0]
eval_mean = [11.0, -2.0, -3.5]
eval_std = [6.0, 0.5, 2.0]
running_mean = 0.4
running_var = 0.9 + 0.1 * 26 / 3
