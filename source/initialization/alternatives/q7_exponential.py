"""Numbers that are exponential, shifted to mean 0: another continuous distribution.

question: q7_bug
fails: none
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator()
    g.manual_seed(seed)
    params = {}
    for n, (i, u) in enumerate(zip(sizes[:-1], sizes[1:]), 1):
        params[f"W{n}"] = (torch.empty(u, i).exponential_(generator=g) - 1) * std(i)
        params[f"b{n}"] = torch.zeros(u)
    return params
