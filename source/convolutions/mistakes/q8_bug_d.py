"""The windows are taken for the bug, since unfold comes twice.

question: q8_im2col
fails: test_bug_of_the_colleague
cell: bug
"""
bug = "d"
