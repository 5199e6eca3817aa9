"""A bias is counted as a multiplication.

question: q6_counting
fails: test_first_step_and_multiplications
"""
parameters = 25
first_step = 3
multiplications = 25
parameters_wide = 91501
different_wide = 7
