"""One pooling only is counted.

question: q13_shift
fails: test_shifts_that_are_exact
cell: exact_shifts
"""
exact_shifts = {2, 4, 6, 8, 10, 12}
smallest_shift = 8
