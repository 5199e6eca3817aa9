"""The + 1 is forgotten.

question: q2_shapes
fails: test_the_two_shapes
cell: shape_16_filters
"""
shape_16_filters = (27, 27, 16)
shape_32_filters = (95, 95, 32)
