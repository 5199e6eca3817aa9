"""0 and 1 instead of bools.

question: q14_order
fails: test_dead_units_of_any_network
cell: dead_units
"""
def dead_units(params, x):
    dead, a = [], x
    for n in range(1, len(params) // 2):
        a = torch.relu(a @ params[f"W{n}"].T + params[f"b{n}"])
        dead.append((a == 0).all(0).int())
    return dead
