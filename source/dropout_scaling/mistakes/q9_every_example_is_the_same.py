"""Equal in expectation is taken for equal in every example.

question: q9_why_inverted
fails: test_reasons_for_inverted_dropout
"""
reasons = {"a", "b", "c", "d"}
