"""A set that cannot be changed.

question: q3_basic_block
fails: none
"""
basic_block_facts = frozenset("ade")
