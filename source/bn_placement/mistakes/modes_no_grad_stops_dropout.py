"""no_grad() is believed to switch dropout off.

id: E-b
question: q9_modes
fails: test_modes_all_right
"""
mode_facts = {"a", "b", "d", "e"}
