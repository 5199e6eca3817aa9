"""The biases of 0 are blamed.

question: q7_bug
fails: test_bug_is_found
cell: bug
"""
bug = "h"
