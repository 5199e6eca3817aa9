"""The shapes computed in a loop, as lists.

question: q2_depth
fails: none
cell: shapes
"""
shapes = {"stem": [16, 32, 32]}
size = 32
for stage in (1, 2, 3):
    size = size // 2 if stage > 1 else size
    shapes[f"stage{stage}"] = [16 * 2 ** (stage - 1), size, size]
shapes.update(pooled=[64], logits=[10])
