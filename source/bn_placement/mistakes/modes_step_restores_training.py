"""The optimizer is believed to put the model back into training mode.

id: TL2
question: q9_modes
fails: test_modes_all_right
"""
mode_facts = {"a", "b", "d", "f"}
