"""Loading is suspected, and the momentum of the optimizer.

question: q11c_bug
fails: test_bug_line, test_bug_reason
"""
bug_line = 13
bug_reason = "d"
