"""Padding is believed to save work.

question: q3_padding
fails: test_padding_benefits
"""
size_valid = 13
size_pad_4 = 21
size_full = 27
pad_total_same = 7
benefits = {"a", "d", "f"}
drawbacks = {"c", "e"}
