"""The optimizer is taken for the mistake, which is new for each run.

question: q11_sweep
fails: test_bug_of_the_sweep
cell: bug
"""
bug = "f"
