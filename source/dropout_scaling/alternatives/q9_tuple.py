"""The letters come as a tuple, in another order.

question: q9_why_inverted
fails: none
"""
reasons = ("d", "a", "b")
