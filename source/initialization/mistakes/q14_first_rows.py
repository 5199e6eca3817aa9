"""Only the first hundred rows are looked at.

question: q14_order
fails: test_dead_units_of_any_network
cell: dead_units
"""
def dead_units(params, x):
    dead, x = [], x[:100]
    for layer in range(1, len(params) // 2):
        x = torch.relu(x @ params[f"W{layer}"].T + params[f"b{layer}"])
        dead.append((x == 0).all(dim=0))
    return dead
