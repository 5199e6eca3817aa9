"""Four zeros on each side are believed to keep the size, so eight in total.

question: q3_padding
fails: test_padding_sizes
"""
size_valid = 13
size_pad_4 = 20
size_full = 27
pad_total_same = 8
benefits = {"a", "d"}
drawbacks = {"c", "e"}
