"""Two lines are taken for the bug.

question: q9_merge
fails: test_merge_by_hand
cell: bug
"""
bug = {"b", "c"}
