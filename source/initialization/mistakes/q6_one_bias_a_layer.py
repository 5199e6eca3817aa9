"""One bias for each layer.

question: q6_counting
fails: test_numbers_of_parameters
"""
parameters = 21
first_step = 3
multiplications = 18
parameters_wide = 90903
different_wide = 7
