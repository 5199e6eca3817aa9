"""eval() is believed to change batch norm or dropout, but not both.

question: q9_modes
fails: test_modes_all_right
"""
mode_facts = {"a", "b"}
