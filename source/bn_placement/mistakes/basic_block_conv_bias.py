"""The convolutions are believed to have a bias, PyTorch's default.

question: q3_basic_block
fails: test_basic_block_all_right
"""
basic_block_facts = {"a", "c", "d", "e"}
