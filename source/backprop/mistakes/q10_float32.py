"""The products are added up as float32 numbers, which cannot hold large counts.

question: q10_cost
cell: multiplications
fails: test_multiplications_of_many_nets
"""
def multiplications(hidden_dims, input_dim=3072, num_classes=10):
    dims = torch.tensor([input_dim, *hidden_dims, num_classes], dtype=torch.float32)
    products = dims[:-1] * dims[1:]
    return int(products.sum()), int(2 * products.sum() - products[0])
