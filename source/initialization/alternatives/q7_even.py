"""Drawn evenly, with the right deviation.

question: q7_bug
fails: none
cell: random_params
"""
def random_params(sizes, seed, std):
    g, params = torch.Generator(), {}
    g.manual_seed(seed)
    for n, units in enumerate(sizes[1:], 1):
        r = math.sqrt(3) * std(sizes[n - 1])
        params[f"W{n}"] = torch.empty(units, sizes[n - 1]).uniform_(-r, r, generator=g)
        params[f"b{n}"] = torch.zeros(units)
    return params
