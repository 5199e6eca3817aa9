"""With L2 in Adam the weight moves by the decayed share of the rate.

question: q12_l2
cell: after_adamw
fails: test_decay_inside_of_adam
"""
after_sgd_l2 = 2 - 0.1 * 0.01 * 2
after_adam_l2 = 2 * (1 - 0.1)
after_adamw = 2 * (1 - 0.1 * 0.01)
after_adam_l2_large = 2 * (1 - 0.1)
