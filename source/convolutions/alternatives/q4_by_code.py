"""The two lists by the two functions.

question: q4_pool2x2
fails: none
cell: averages
"""
averages = [average_pool2x2(image).tolist() for image in helpers.squares()]
maxima = tuple(max_pool2x2(image) for image in helpers.squares())
