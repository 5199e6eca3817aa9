"""With lost running statistics the layer is believed to pass its input on unchanged, without gamma and beta.

question: q1_by_hand
fails: test_by_hand_evaluation_mode
"""
train_mean = [1.0, -2.0, 0.5]
train_std = [2.0, 0.5, 1.0]
eval_mean = [5, 0, 4]
eval_std = [3, 1, 2]
running_mean = 0.4
running_var = 2.2
