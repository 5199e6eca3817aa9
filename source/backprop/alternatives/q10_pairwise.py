"""A list of products by itertools.pairwise, the backward pass as a sum of two.

question: q10_cost
cell: multiplications
fails: none
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    from itertools import pairwise

    first, *others = [a * b for a, b in pairwise((input_dim, *hidden_dims, num_classes))]
    return [first + sum(others), first + 2 * sum(others)]
