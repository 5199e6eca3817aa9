"""The last maps are thought to be flattened into 64 * 8 * 8 features.

question: q2_depth
fails: test_shapes_of_the_head
cell: shapes
"""
shapes = {}
shapes["stem"] = (16, 32, 32)
shapes["stage1"] = (16, 32, 32)
shapes["stage2"] = (32, 16, 16)
shapes["stage3"] = (64, 8, 8)
shapes["pooled"] = (4096,)
shapes["logits"] = (10,)
