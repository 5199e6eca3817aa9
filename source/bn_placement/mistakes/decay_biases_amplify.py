"""A large bias is believed to make the output more sensitive to the input.

question: q8_decay_reasons
fails: test_decay_all_right
"""
decay_facts = {"d", "f"}
