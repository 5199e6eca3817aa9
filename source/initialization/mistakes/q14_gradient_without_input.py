"""The gradient of the weight lacks the input.

question: q14_order
fails: test_death_of_a_unit
cell: z_large
"""
z_large = -0.65
z_small = 1.45
dead_bias = -25.0
truths = {"a", "e", "f"}
