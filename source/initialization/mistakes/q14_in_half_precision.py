"""Activations are looked at in half precision, in which small ones are 0.

question: q14_order
fails: test_dead_units_of_any_network
cell: dead_units
"""
def dead_units(params, x):
    dead, a = [], x
    for n in range(1, len(params) // 2):
        a = torch.relu(a @ params[f"W{n}"].T + params[f"b{n}"])
        dead.append(a.half().amax(0) == 0)
    return dead
