"""Pooling is believed to break every shift.

question: q13_shift
fails: test_shifts_that_are_exact
cell: exact_shifts
"""
exact_shifts = set()
smallest_shift = 48
