"""The biases of all layers are slices of one tensor of zeros: to change b1 is to change b2.

question: q7_bug
fails: test_random_params_follow_the_seed
cell: random_params
"""
def random_params(sizes, seed, std):
    g = torch.Generator().manual_seed(seed)
    zeros = torch.zeros(max(sizes))
    start = {}
    for n in range(1, len(sizes)):
        start[f"W{n}"] = std(sizes[n - 1]) * torch.randn(sizes[n], sizes[n - 1], generator=g)
        start[f"b{n}"] = zeros[: sizes[n]]
    return start
