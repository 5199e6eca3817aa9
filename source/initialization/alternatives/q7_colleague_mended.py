"""The colleague's function with the line moved out of the loops.

question: q7_bug
fails: none
cell: random_params
"""
def random_params(sizes, seed, std):
    chance = torch.Generator().manual_seed(seed)
    start = {}
    for n in range(1, len(sizes)):
        inputs, units = sizes[n - 1], sizes[n]
        W = torch.empty(units, inputs)
        for unit in range(units):
            W[unit] = std(inputs) * torch.randn(inputs, generator=chance)
        start[f"W{n}"], start[f"b{n}"] = W, torch.zeros(units)
    return start
