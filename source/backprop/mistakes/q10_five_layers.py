"""Only the first five products are counted.

question: q10_cost
fails: test_multiplications_of_many_nets
cell: multiplications
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    dims = [input_dim, *hidden_dims, num_classes]
    products = [a * b for a, b in zip(dims, dims[1:])][:5]
    return sum(products), 2 * sum(products) - products[0]
