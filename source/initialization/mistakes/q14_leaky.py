"""A leaky ReLU hands a little of the negative numbers on, so later layers see what ReLU takes away.

question: q14_order
cell: dead_units
fails: test_dead_units_of_any_network
"""
def dead_units(params, x):
    dead = []
    for n in range(1, len(params) // 2):
        x = F.leaky_relu(x @ params[f"W{n}"].T + params[f"b{n}"], 1e-3)
        dead.append((x <= 0).all(0))
    return dead
