"""The shapes are given as height, width, channels.

question: q2_depth
fails: test_shapes_are_tuples, test_shapes_of_the_stages
cell: shapes
"""
shapes = {}
shapes["stem"] = (32, 32, 16)
shapes["stage1"] = (32, 32, 16)
shapes["stage2"] = (16, 16, 32)
shapes["stage3"] = (8, 8, 64)
shapes["pooled"] = (64,)
shapes["logits"] = (10,)
