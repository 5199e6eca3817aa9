"""The letters stand in one text.

question: q3_padding
fails: test_padding_answers_are_possible
"""
size_valid = 13
size_pad_4 = 21
size_full = 27
pad_total_same = 7
benefits = "ad"
drawbacks = {"c", "e"}
