"""Only the cost at test time is seen, not that prediction code is rid of p.

question: q9_why_inverted
fails: test_reasons_for_inverted_dropout
"""
reasons = {"b"}
