"""For and against are mixed up.

question: q3_padding
fails: test_padding_benefits, test_padding_drawbacks
"""
size_valid = 13
size_pad_4 = 21
size_full = 27
pad_total_same = 7
benefits = {"c", "e"}
drawbacks = {"a", "d"}
