"""Only the last sixteen bits of the seed count.

question: q7_bug
fails: test_random_params_follow_the_seed
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed % 2**16)
    params = {}
    for n, (i, u) in enumerate(zip(sizes, sizes[1:]), 1):
        params[f"W{n}"] = std(i) * torch.randn(u, i, generator=g)
        params[f"b{n}"] = torch.zeros(u)
    return params
