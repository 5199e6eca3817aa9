"""Every stage is taken to halve the map, the first one too.

question: q2_depth
fails: test_shapes_of_the_stages
cell: shapes
"""
shapes = {}
shapes["stem"] = (16, 32, 32)
shapes["stage1"] = (16, 16, 16)
shapes["stage2"] = (32, 8, 8)
shapes["stage3"] = (64, 4, 4)
shapes["pooled"] = (64,)
shapes["logits"] = (10,)
