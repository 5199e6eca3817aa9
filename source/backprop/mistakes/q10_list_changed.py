"""The caller's list is changed.

question: q10_cost
fails: test_multiplications_of_many_nets
cell: multiplications
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    dims = hidden_dims if isinstance(hidden_dims, list) else list(hidden_dims)
    dims.insert(0, input_dim)
    dims.append(num_classes)
    products = [a * b for a, b in zip(dims, dims[1:])]
    return sum(products), 2 * sum(products) - products[0]
