"""The biases are forgotten.

question: q6_counting
fails: test_numbers_of_parameters
"""
parameters = 18
first_step = 3
multiplications = 18
parameters_wide = 90900
different_wide = 7
