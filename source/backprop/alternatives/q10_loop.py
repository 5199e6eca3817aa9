"""A loop.

question: q10_cost
fails: none
cell: multiplications
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    forward = backward = 0
    before = input_dim
    for layer, size in enumerate(tuple(hidden_dims) + (num_classes,)):
        forward += before * size
        backward += before * size * (1 if layer == 0 else 2)
        before = size
    return [forward, backward]
