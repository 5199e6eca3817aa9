"""The line is right, the reason is not.

question: q11c_bug
fails: test_bug_reason
"""
bug_line = 12
bug_reason = "e"
