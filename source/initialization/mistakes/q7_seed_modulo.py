"""The seed is taken modulo 1000, so many seeds give the same numbers.

question: q7_bug
cell: random_params
fails: test_random_params_follow_the_seed
"""
def random_params(sizes, seed, std):
    draw, params = torch.Generator().manual_seed(seed % 1000), {}
    for n, (before, units) in enumerate(zip(sizes, sizes[1:]), 1):
        params[f"W{n}"] = torch.randn(units, before, generator=draw) * std(before)
        params[f"b{n}"] = torch.zeros(units)
    return params
