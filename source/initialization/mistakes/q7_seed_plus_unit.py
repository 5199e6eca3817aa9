"""Unit n has the seed plus n: unit 2 of one layer is unit 2 of the next.

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    start = {}
    for n, (inputs, units) in enumerate(zip(sizes, sizes[1:]), start=1):
        rows = []
        for unit in range(units):
            chance = torch.Generator().manual_seed(seed + unit)
            rows.append(std(inputs) * torch.randn(inputs, generator=chance))
        start[f"W{n}"], start[f"b{n}"] = torch.stack(rows), torch.zeros(units)
    return start
