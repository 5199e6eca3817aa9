"""By the maximum over the rows.

question: q14_order
fails: none
cell: dead_units
"""
def dead_units(params, x):
    found, a, n = [], x, 1
    while f"W{n + 1}" in params:
        z = F.linear(a, params[f"W{n}"], params[f"b{n}"])
        found.append(z.amax(dim=0) <= 0)
        a, n = z.clamp(min=0), n + 1
    return found
