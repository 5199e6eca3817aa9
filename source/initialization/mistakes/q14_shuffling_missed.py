"""What shuffling does is not seen.

question: q14_order
fails: test_truths_on_the_order
cell: z_large
"""
z_large = -2.75
z_small = 0.75
dead_bias = -25.0
truths = {"a", "f"}
