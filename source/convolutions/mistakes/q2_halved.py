"""A pooling is taken along.

question: q2_shapes
fails: test_the_two_shapes
cell: shape_16_filters
"""
shape_16_filters = (14, 14, 16)
shape_32_filters = (48, 48, 32)
