"""Convolutions are equivariant, so every shift is believed to be exact.

question: q13_shift
fails: test_shifts_that_are_exact
cell: exact_shifts
"""
exact_shifts = set(range(1, 13))
smallest_shift = 1
