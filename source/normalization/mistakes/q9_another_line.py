"""The line of the mean is taken for the bug.

question: q9_merge
fails: test_bug_is_found
cell: bug
"""
bug = "b"
