"""The step goes uphill.

question: q14_order
fails: test_death_of_a_unit
cell: z_large
"""
z_large = 7.75
z_small = 4.25
dead_bias = -25.0
truths = {"a", "e", "f"}
