"""The third pooling is forgotten.

question: q13_shift
fails: test_shifts_that_are_exact
cell: exact_shifts
"""
exact_shifts = {4, 8, 12}
smallest_shift = 4
