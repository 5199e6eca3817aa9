"""The factors of the three layers are added up, not multiplied.

question: q7_mismatch
fails: test_growth_over_three_layers
"""
growth = 6.0
remedies = {"a", "b", "e"}
