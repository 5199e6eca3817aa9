"""The number of rows is taken for the bug.

question: q8_im2col
fails: test_bug_of_the_colleague
cell: bug
"""
bug = "b"
