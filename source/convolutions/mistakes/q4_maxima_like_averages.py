"""Max pooling is believed to keep the shift visible.

question: q4_pool2x2
fails: test_max_pooling_of_the_squares
cell: averages
"""
averages = [[[1, 0.5], [0.5, 0.25]], [[0.5, 1], [0.25, 0.5]], [[0.25, 0.5], [0.5, 1]], [[0.5, 0.25], [1, 0.5]]]
maxima = [[[1, 0], [0, 0]], [[0, 1], [0, 0]], [[0, 0], [0, 1]], [[0, 0], [1, 0]]]
