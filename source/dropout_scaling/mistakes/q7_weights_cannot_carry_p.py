"""Scaling the weights behind a layer is not seen to be the same as scaling its outputs.

question: q7_mismatch
fails: test_remedies_that_agree
"""
growth = 8.0
remedies = {"a", "b"}
