"""The columns of W2 and W3 are believed to differ.

question: q6_counting
fails: test_different_numbers
"""
parameters = 25
first_step = 3
multiplications = 18
parameters_wide = 91501
different_wide = 605
