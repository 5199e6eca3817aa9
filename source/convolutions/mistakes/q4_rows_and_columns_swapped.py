"""Rows and columns are swapped: the second and the fourth image are mixed up.

question: q4_pool2x2
fails: test_average_pooling_of_the_squares
cell: averages
"""
averages = [[[1, 0.5], [0.5, 0.25]], [[0.5, 0.25], [1, 0.5]], [[0.25, 0.5], [0.5, 1]], [[0.5, 1], [0.25, 0.5]]]
maxima = [[[1, 1], [1, 1]]] * 4
