"""The seed is taken for the mistake.

question: q11_sweep
fails: test_bug_of_the_sweep
cell: bug
"""
bug = "e"
