"""The sum is divided by the number of ones in the window.

question: q4_pool2x2
fails: test_average_pooling_of_the_squares
cell: averages
"""
averages = [[[1, 1], [1, 1]]] * 4
maxima = [[[1, 1], [1, 1]]] * 4
