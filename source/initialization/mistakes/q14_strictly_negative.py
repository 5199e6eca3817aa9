"""A unit counts as dead where all pre-activations are below 0; one of weights and bias 0 gives 0 always, too.

question: q14_order
cell: dead_units
fails: test_dead_units_of_any_network
"""
def dead_units(params, x):
    dead = []
    for n in range(1, len(params) // 2):
        z = x @ params[f"W{n}"].T + params[f"b{n}"]
        dead.append((z < 0).all(0))
        x = z.relu()
    return dead
