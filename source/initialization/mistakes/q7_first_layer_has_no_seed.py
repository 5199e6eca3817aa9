"""Only the layers after the first depend on the seed.

question: q7_bug
cell: random_params
fails: test_random_params_follow_the_seed
"""
def random_params(sizes, seed, std):
    params = {}
    for n, (before, units) in enumerate(zip(sizes, sizes[1:]), 1):
        draw = torch.Generator().manual_seed(seed * (n - 1) + 7919 * n)
        params[f"W{n}"] = torch.randn(units, before, generator=draw) * std(before)
        params[f"b{n}"] = torch.zeros(units)
    return params
