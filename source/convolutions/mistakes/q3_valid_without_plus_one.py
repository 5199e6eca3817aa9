"""The + 1 is forgotten.

question: q3_padding
fails: test_padding_sizes
"""
size_valid = 12
size_pad_4 = 20
size_full = 26
pad_total_same = 7
benefits = {"a", "d"}
drawbacks = {"c", "e"}
