"""Every batch norm is believed to be followed by a ReLU; the second one of a block is followed by the addition.

id: E-a
question: q3_basic_block
fails: test_basic_block_all_right
"""
basic_block_facts = {"a", "b", "d", "e"}
