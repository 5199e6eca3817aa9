"""Multiplying by p in training is thought to undo the dropping.

question: q7_mismatch
fails: test_remedies_that_agree
"""
growth = 8.0
remedies = {"b", "e", "f"}
