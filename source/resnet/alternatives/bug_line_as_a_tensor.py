"""The line as a tensor.

question: q11c_bug
fails: none
"""
bug_line = torch.tensor(12)
bug_reason = "c"
