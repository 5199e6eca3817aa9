"""Training mean over test mean is given, the inverse of what was asked.

question: q7_mismatch
fails: test_growth_over_three_layers
"""
growth = 0.125
remedies = {"a", "b", "e"}
