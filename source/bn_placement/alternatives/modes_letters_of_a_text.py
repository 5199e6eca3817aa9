"""The letters of a text.

question: q9_modes
fails: none
"""
mode_facts = set("bad")
