"""The decay is believed to do the same in all three places.

question: q12_l2
fails: test_decay_inside_of_adam
"""
after_sgd_l2 = 1.998
after_adam_l2 = 1.998
after_adamw = 1.998
after_adam_l2_large = 1.98
