"""The shortcut is believed to end with a ReLU of its own.

question: q3_basic_block
fails: test_basic_block_all_right
"""
basic_block_facts = {"a", "d", "e", "f"}
