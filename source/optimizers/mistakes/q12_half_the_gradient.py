"""The gradient of the penalty is taken for half of it.

question: q12_l2
fails: test_decay_in_proportion
"""
after_sgd_l2 = 1.999
after_adam_l2 = 1.9
after_adamw = 1.999
after_adam_l2_large = 1.9
