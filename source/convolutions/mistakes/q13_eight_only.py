"""The shifts of three poolings.

question: q13_shift
fails: test_shifts_that_are_exact
cell: exact_shifts
"""
exact_shifts = {8}
smallest_shift = 8
