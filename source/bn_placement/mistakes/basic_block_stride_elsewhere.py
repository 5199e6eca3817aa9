"""The stride is believed to sit in the second convolution or in a pooling layer.

question: q3_basic_block
fails: test_basic_block_all_right
"""
basic_block_facts = {"a", "e"}
