"""[input_dim] + hidden_dims: tuples fail.

question: q10_cost
fails: test_multiplications_of_many_nets
cell: multiplications
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    dims = [input_dim] + hidden_dims + [num_classes]
    forward = sum(a * b for a, b in zip(dims, dims[1:]))
    return forward, 2 * forward - dims[0] * dims[1]
