"""no_grad() is believed to freeze the running statistics.

id: BN10
question: q9_modes
fails: test_modes_all_right
"""
mode_facts = {"a", "d"}
