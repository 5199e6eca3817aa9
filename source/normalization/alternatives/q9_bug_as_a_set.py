"""The letter in a set.

question: q9_merge
fails: none
cell: bug
"""
bug = {"c"}
