"""The division is thought to take the noise away; it makes the variance larger.

question: q9_why_inverted
fails: test_reasons_for_inverted_dropout
"""
reasons = {"a", "b", "d", "e"}
