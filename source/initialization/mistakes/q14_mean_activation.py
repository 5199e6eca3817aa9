"""A unit counts as dead if its mean pre-activation is negative.

question: q14_order
fails: test_dead_units_of_any_network
cell: dead_units
"""
def dead_units(params, x):
    dead = []
    for layer in range(1, len(params) // 2):
        z = x @ params[f"W{layer}"].T + params[f"b{layer}"]
        dead.append(z.mean(dim=0) < 0)
        x = torch.relu(z)
    return dead
