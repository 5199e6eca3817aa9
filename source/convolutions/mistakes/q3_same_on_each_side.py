"""What is needed in total is taken for what is needed on each side.

question: q3_padding
fails: test_padding_sizes
"""
size_valid = 13
size_pad_4 = 21
size_full = 27
pad_total_same = 14
benefits = {"a", "d"}
drawbacks = {"c", "e"}
