"""The line that stores the config is taken for the bug.

question: q7_update
fails: test_bug_is_found
cell: bug
"""
bug = "e"
