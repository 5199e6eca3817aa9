"""The backward pass is thought to manage without the mask.

question: q9_why_inverted
fails: test_reasons_for_inverted_dropout
"""
reasons = {"a", "b", "d", "f"}
