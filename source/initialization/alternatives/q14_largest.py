"""A unit is dead if its largest pre-activation is not above 0.

question: q14_order
cell: dead_units
fails: none
"""
def dead_units(params, x):
    count = len([name for name in params if name.startswith("W")])
    dead, a = (), x
    for n in range(1, count):
        z = torch.addmm(params[f"b{n}"], a, params[f"W{n}"].T)
        dead += (z.amax(0) <= 0,)
        a = torch.where(z > 0, z, 0.0)
    return list(dead)
