"""A wrong guess is a right answer.

question: q9_timing
fails: none
cell: guess_speedup
"""
guess_speedup = 0.5
