"""All statements are ticked, to be on the safe side.

question: q3_basic_block
fails: test_basic_block_all_right
"""
basic_block_facts = {"a", "b", "c", "d", "e", "f"}
