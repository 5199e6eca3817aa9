"""The output counts as a hidden layer.

question: q14_order
fails: test_dead_units_by_hand
cell: dead_units
"""
def dead_units(params, x):
    dead = []
    for layer in range(1, len(params) // 2 + 1):
        x = torch.relu(x @ params[f"W{layer}"].T + params[f"b{layer}"])
        dead.append((x == 0).all(dim=0))
    return dead
