"""The last ReLU is believed to come before the addition.

id: RN2
question: q3_basic_block
fails: test_basic_block_all_right
"""
basic_block_facts = {"a", "d"}
