"""The shifts in a list.

question: q13_shift
fails: none
cell: exact_shifts
"""
exact_shifts = [4, 8, 12]
smallest_shift = 8
