"""Only the bias of the output is believed to move in the first step, as with ReLU.

question: q6_counting
fails: test_first_step_and_multiplications
"""
parameters = 25
first_step = 1
multiplications = 18
parameters_wide = 91501
different_wide = 7
