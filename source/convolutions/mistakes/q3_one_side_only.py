"""What is needed above only.

question: q3_padding
fails: test_padding_sizes
"""
size_valid = 13
size_pad_4 = 21
size_full = 27
pad_total_same = 4
benefits = {"a", "d"}
drawbacks = {"c", "e"}
