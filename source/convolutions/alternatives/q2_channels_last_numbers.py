"""The two shapes as (H, W, C), in a list and a tensor.

question: q2_shapes
fails: none
cell: shape_16_filters
"""
shape_16_filters = [28, 28, 16]
shape_32_filters = torch.tensor([96, 96, 32])
