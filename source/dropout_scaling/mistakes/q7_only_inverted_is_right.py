"""Only the inverted form is thought to be right; the weight scaling of the original papers is overlooked.

question: q7_mismatch
fails: test_remedies_that_agree
"""
growth = 8.0
remedies = {"a"}
