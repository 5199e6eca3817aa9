"""The size is believed to stay, as with padding.

question: q2_shapes
fails: test_the_two_shapes
cell: shape_16_filters
"""
shape_16_filters = (32, 32, 16)
shape_32_filters = (100, 100, 32)
