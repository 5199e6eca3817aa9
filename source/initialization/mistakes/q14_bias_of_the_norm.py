"""The norm alone.

question: q14_order
fails: test_death_of_a_unit
cell: z_large
"""
z_large = -2.75
z_small = 0.75
dead_bias = -5.0
truths = {"a", "e", "f"}
