"""The number of dead units in place of which.

question: q14_order
fails: test_dead_units_by_hand
cell: dead_units
"""
def dead_units(params, x):
    dead = []
    for layer in range(1, len(params) // 2):
        x = torch.relu(x @ params[f"W{layer}"].T + params[f"b{layer}"])
        dead.append((x == 0).all(dim=0).sum())
    return dead
