"""The 1x1 convolution of the shortcut is believed to have no batch norm.

question: q3_basic_block
fails: test_basic_block_all_right
"""
basic_block_facts = {"d", "e"}
