"""The stride in stages 2 and 3 is overlooked, since the padding keeps the size.

question: q2_depth
fails: test_shapes_of_the_stages
cell: shapes
"""
shapes = {}
shapes["stem"] = (16, 32, 32)
shapes["stage1"] = (16, 32, 32)
shapes["stage2"] = (32, 32, 32)
shapes["stage3"] = (64, 32, 32)
shapes["pooled"] = (64,)
shapes["logits"] = (10,)
