"""The error is taken for the output alone.

question: q14_order
fails: test_death_of_a_unit
cell: z_large
"""
z_large = -1.25
z_small = 1.25
dead_bias = -25.0
truths = {"a", "e", "f"}
