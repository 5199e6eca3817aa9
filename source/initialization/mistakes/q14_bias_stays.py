"""Only the weight takes the step.

question: q14_order
fails: test_death_of_a_unit
cell: z_large
"""
z_large = -1.7
z_small = 1.1
dead_bias = -25.0
truths = {"a", "e", "f"}
