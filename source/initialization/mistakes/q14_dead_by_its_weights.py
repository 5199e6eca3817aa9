"""A unit is taken for dead if neither its weights nor its bias are above 0, as if all inputs were positive.

question: q14_order
fails: test_dead_units_of_any_network
cell: dead_units
"""
def dead_units(params, x):
    found = []
    for n in range(1, len(params) // 2):
        W, b = params[f"W{n}"], params[f"b{n}"]
        found.append((W <= 0).all(dim=1) & (b <= 0))
    return found
