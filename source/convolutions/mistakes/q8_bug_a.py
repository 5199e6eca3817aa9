"""The padding is taken for the bug: PyTorch's order is left, right, top, bottom.

question: q8_im2col
fails: test_bug_of_the_colleague
cell: bug
"""
bug = "a"
