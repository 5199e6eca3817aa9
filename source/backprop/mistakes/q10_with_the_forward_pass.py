"""The backward pass holds the forward pass.

question: q10_cost
fails: test_multiplications_of_a_small_net
cell: multiplications
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    dims = [input_dim, *hidden_dims, num_classes]
    products = [a * b for a, b in zip(dims, dims[1:])]
    return sum(products), 3 * sum(products) - products[0]
