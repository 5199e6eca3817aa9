"""One big matrix is drawn; each layer takes its upper left corner.

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed)
    big = torch.randn(max(sizes), max(sizes), generator=g)
    start = {}
    for n in range(1, len(sizes)):
        start[f"W{n}"] = std(sizes[n - 1]) * big[: sizes[n], : sizes[n - 1]]
        start[f"b{n}"] = torch.zeros(sizes[n])
    return start
