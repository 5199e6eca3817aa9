"""The letter in a set, as in other questions.

question: q8_im2col
fails: none
cell: bug
"""
bug = {"e"}
