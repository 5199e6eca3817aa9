"""A tuple of letters.

question: q10_leak
fails: none
"""
experiment_facts = ("f", "e", "c", "a")
