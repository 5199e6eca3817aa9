"""Half of the units are the negatives of the other half, "so that the mean is exactly 0".

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed)
    start = {}
    for n in range(1, len(sizes)):
        half = torch.randn((sizes[n] + 1) // 2, sizes[n - 1], generator=g)
        start[f"W{n}"] = std(sizes[n - 1]) * torch.cat([half, -half])[: sizes[n]]
        start[f"b{n}"] = torch.zeros(sizes[n])
    return start
