"""Units are counted that ever fire; NumPy's lexsort would do, nonzero does.

question: q14_order
fails: none
cell: dead_units
"""
def dead_units(params, x):
    depth = max(int(name[1:]) for name in params)
    result = []
    for n in range(1, depth):
        x = F.relu(F.linear(x, params["W" + str(n)], params["b" + str(n)]))
        result.append(torch.count_nonzero(x, dim=0) == 0)
    return result
