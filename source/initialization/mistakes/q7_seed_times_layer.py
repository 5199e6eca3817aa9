"""Each layer has the seed times its number: with the seed 0 all layers draw the same numbers.

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    start = {}
    for n in range(1, len(sizes)):
        g = torch.Generator().manual_seed(seed * n)
        start[f"W{n}"] = std(sizes[n - 1]) * torch.randn(sizes[n], sizes[n - 1], generator=g)
        start[f"b{n}"] = torch.zeros(sizes[n])
    return start
