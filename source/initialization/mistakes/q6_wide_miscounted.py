"""The second hidden layer of the wide network is forgotten.

question: q6_counting
fails: test_numbers_of_parameters
"""
parameters = 25
first_step = 3
multiplications = 18
parameters_wide = 1201
different_wide = 7
