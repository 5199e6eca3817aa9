"""The channels stay those of the input.

question: q2_shapes
fails: test_the_two_shapes
cell: shape_16_filters
"""
shape_16_filters = (28, 28, 3)
shape_32_filters = (96, 96, 16)
