"""The dropout of the third layer itself is left out, so only two layers count.

question: q7_mismatch
fails: test_growth_over_three_layers
"""
growth = 4.0
remedies = {"a", "b", "e"}
