"""The sizes of input and output are those of CIFAR-10.

question: q10_cost
fails: test_multiplications_of_a_small_net
cell: multiplications
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    dims = [3072, *hidden_dims, 10]
    products = [a * b for a, b in zip(dims, dims[1:])]
    return sum(products), 2 * sum(products) - products[0]
