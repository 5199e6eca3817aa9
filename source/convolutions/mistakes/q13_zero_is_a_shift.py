"""No shift at all is put in, too.

question: q13_shift
fails: test_change_of_a_layer_that_does_nothing
cell: exact_shifts
"""
exact_shifts = {0, 4, 8, 12}
smallest_shift = 8
