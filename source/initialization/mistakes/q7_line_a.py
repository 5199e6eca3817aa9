"""The dict is blamed.

question: q7_bug
fails: test_bug_is_found
cell: bug
"""
bug = "a"
