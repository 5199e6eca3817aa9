"""A tuple of letters.

question: q9_modes
fails: none
"""
mode_facts = ("a", "b", "d")
