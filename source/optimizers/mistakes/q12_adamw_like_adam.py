"""AdamW is believed to divide the decay as well.

question: q12_l2
fails: test_decay_in_proportion
"""
after_sgd_l2 = 1.998
after_adam_l2 = 1.9
after_adamw = 1.9
after_adam_l2_large = 1.9
