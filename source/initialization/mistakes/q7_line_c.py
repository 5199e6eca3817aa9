"""The order of inputs and units is blamed.

question: q7_bug
fails: test_bug_is_found
cell: bug
"""
bug = "c"
