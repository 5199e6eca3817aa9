"""The layers are taken in the order of the dict.

question: q14_order
fails: test_dead_units_of_any_network
cell: dead_units
"""
def dead_units(params, x):
    dead = []
    names = [name[1:] for name in params if name.startswith("W")]
    for layer in names[:-1]:
        x = torch.relu(x @ params[f"W{layer}"].T + params[f"b{layer}"])
        dead.append((x == 0).all(dim=0))
    return dead
