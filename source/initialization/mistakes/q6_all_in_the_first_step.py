"""All parameters are believed to move in the first step.

question: q6_counting
fails: test_first_step_and_multiplications
"""
parameters = 25
first_step = 25
multiplications = 18
parameters_wide = 91501
different_wide = 7
