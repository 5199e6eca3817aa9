"""The biases of a layer are one number, expanded: a step in place fails or moves all units.

question: q7_bug
fails: test_random_params_follow_the_seed
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed)
    start = {}
    for n in range(1, len(sizes)):
        start[f"W{n}"] = std(sizes[n - 1]) * torch.randn(sizes[n], sizes[n - 1], generator=g)
        start[f"b{n}"] = torch.zeros(1).expand(sizes[n])
    return start
