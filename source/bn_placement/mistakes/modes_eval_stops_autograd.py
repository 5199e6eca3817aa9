"""eval() is believed to be the same as no_grad().

id: E-b
question: q9_modes
fails: test_modes_all_right
"""
mode_facts = {"a", "b", "c", "d"}
