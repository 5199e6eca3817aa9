"""One number for each tensor: the two inputs are believed to get the same weight.

question: q6_counting
fails: test_different_numbers
"""
parameters = 25
first_step = 3
multiplications = 18
parameters_wide = 91501
different_wide = 6
