"""The weights are std or -std: mean and deviation are right, but the distribution is not continuous.

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed)
    params = {}
    for n, (i, u) in enumerate(zip(sizes, sizes[1:]), 1):
        params[f"W{n}"] = std(i) * (2.0 * torch.randint(2, (u, i), generator=g) - 1)
        params[f"b{n}"] = torch.zeros(u)
    return params
