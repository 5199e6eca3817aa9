"""By the activity of each unit, as lists of bools.

question: q14_order
fails: none
cell: dead_units
"""
def dead_units(params, x):
    found = []
    for n in range(1, sum(name.startswith("b") for name in params)):
        x = F.relu(torch.einsum("ni,oi->no", x, params[f"W{n}"]) + params[f"b{n}"])
        found.append(torch.tensor([not bool(x[:, unit].any()) for unit in range(x.shape[1])]))
    return tuple(found)
