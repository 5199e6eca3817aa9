"""The corner that has one pixel of the square only is taken for zero.

question: q4_pool2x2
fails: test_max_pooling_of_the_squares
cell: averages
"""
averages = [[[1, 0.5], [0.5, 0.25]], [[0.5, 1], [0.25, 0.5]], [[0.25, 0.5], [0.5, 1]], [[0.5, 0.25], [1, 0.5]]]
maxima = [[[1, 1], [1, 0]], [[1, 1], [0, 1]], [[0, 1], [1, 1]], [[1, 0], [1, 1]]]
