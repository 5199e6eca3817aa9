"""Rows are made orthogonal, "so that units differ as much as they can".

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed)
    params = {}
    for n, (i, u) in enumerate(zip(sizes, sizes[1:]), 1):
        W = torch.empty(u, i)
        nn.init.orthogonal_(W, generator=g)
        params[f"W{n}"] = W * std(i) * max(u, i) ** 0.5
        params[f"b{n}"] = torch.zeros(u)
    return params
