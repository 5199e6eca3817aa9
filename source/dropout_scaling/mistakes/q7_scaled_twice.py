"""Scaling in training and again at test time is thought to be the safe choice.

question: q7_mismatch
fails: test_remedies_that_agree
"""
growth = 8.0
remedies = {"a", "b", "c", "e"}
