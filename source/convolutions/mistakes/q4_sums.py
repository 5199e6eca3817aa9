"""The sums of the windows.

question: q4_pool2x2
fails: test_average_pooling_of_the_squares
cell: averages
"""
averages = [[[4, 2], [2, 1]], [[2, 4], [1, 2]], [[1, 2], [2, 4]], [[2, 1], [4, 2]]]
maxima = [[[1, 1], [1, 1]]] * 4
