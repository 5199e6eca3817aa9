"""The number of values in place of the shape.

question: q2_shapes
fails: test_shape_of_a_small_output
cell: shape_16_filters
"""
shape_16_filters = 16 * 28 * 28
shape_32_filters = (32, 96, 96)
