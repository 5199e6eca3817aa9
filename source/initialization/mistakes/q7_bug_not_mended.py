"""The generator is seeded anew for each unit, as the colleague does.

question: q7_bug
fails: test_random_params_have_their_shapes
cell: random_params
"""
def random_params(sizes, seed, std):
    start = {}
    for n in range(1, len(sizes)):
        inputs, units = sizes[n - 1], sizes[n]
        W = torch.empty(units, inputs)
        for unit in range(units):
            chance = torch.Generator().manual_seed(seed)
            W[unit] = std(inputs) * torch.randn(inputs, generator=chance)
        start[f"W{n}"], start[f"b{n}"] = W, torch.zeros(units)
    return start
