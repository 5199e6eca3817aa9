"""Windows overlap: stride 1 gives 3 x 3 numbers.

question: q4_pool2x2
fails: test_average_pooling_of_the_squares, test_max_pooling_of_the_squares
cell: averages
"""
averages = [[[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 0.25]]] * 4
maxima = [[[1, 1, 1]] * 3] * 4
