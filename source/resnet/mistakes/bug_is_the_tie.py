"""The comparison is suspected.

question: q11c_bug
fails: test_bug_line, test_bug_reason
"""
bug_line = 11
bug_reason = "b"
