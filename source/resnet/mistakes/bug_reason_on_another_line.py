"""The reason is right, and is looked for where the weights come back.

question: q11c_bug
fails: test_bug_line
"""
bug_line = 13
bug_reason = "c"
