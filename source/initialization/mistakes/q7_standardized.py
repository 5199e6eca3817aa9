"""The weights of a layer are standardized: their mean is exactly 0 and their deviation exactly std, so they depend on each other.

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed)
    start = {}
    for n in range(1, len(sizes)):
        W = torch.randn(sizes[n], sizes[n - 1], generator=g)
        if W.numel() > 2:
            W = (W - W.mean()) / W.std()
        start[f"W{n}"] = std(sizes[n - 1]) * W
        start[f"b{n}"] = torch.zeros(sizes[n])
    return start
