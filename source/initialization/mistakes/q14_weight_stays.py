"""Only the bias takes the step.

question: q14_order
fails: test_death_of_a_unit
cell: z_large
"""
z_large = 1.45
z_small = 2.15
dead_bias = -25.0
truths = {"a", "e", "f"}
