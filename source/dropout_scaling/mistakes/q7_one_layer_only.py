"""The mismatch of a single layer is given; factors of several layers multiply.

question: q7_mismatch
fails: test_growth_over_three_layers
"""
growth = 2.0
remedies = {"a", "b", "e"}
