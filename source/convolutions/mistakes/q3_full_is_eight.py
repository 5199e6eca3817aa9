"""Full padding is taken for as many zeros as the kernel is wide.

question: q3_padding
fails: test_padding_sizes
"""
size_valid = 13
size_pad_4 = 21
size_full = 29
pad_total_same = 7
benefits = {"a", "d"}
drawbacks = {"c", "e"}
