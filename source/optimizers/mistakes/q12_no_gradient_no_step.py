"""Without a gradient of the loss nothing is believed to move inside of Adam.

question: q12_l2
fails: test_decayed_weights_are_possible
"""
after_sgd_l2 = 1.998
after_adam_l2 = 2.0
after_adamw = 1.998
after_adam_l2_large = 2.0
